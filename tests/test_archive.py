"""Many files: what is read where and how often must not show in the outputs, and nothing that was done is lost."""
import csv
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from support import EXTRACT, ORDINARY, SAMPLES, SANITIZED, extract, slow

REPORTS = [path for path in sorted(SAMPLES.glob("*.pdf")) if path.stem not in ("no-report", "scan")]
COPIES = 45


def another(path, number):
    """The bytes of a PDF with a comment behind its end: the same report, another file."""
    return path.read_bytes() + b"\n%% %d\n" % number


def slow_pdf(pages=1500, shows=400):
    """Many pages of many characters: within all limits, and longer than a second."""
    text = b"BT /F 6 Tf " + b"".join(b"1 0 0 1 %d %d Tm (abcdefghij) Tj " % (20 + 9 * (i % 60), 20 + 11 * (i // 60)) for i in range(shows)) + b"ET"
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
               b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"] * pages
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def dump(path):
    """All that a .db holds, as SQL."""
    with sqlite3.connect(path) as db:
        return "\n".join(db.iterdump())


def query(path, statement):
    db = sqlite3.connect(path)
    try:
        return db.execute(statement).fetchall()
    finally:
        db.close()


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines_of(path, kind):
    lines = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    return [line for line in lines if line["type"] == kind]


class InAFolder(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def extract(self, *arguments, **options):
        return extract(*arguments, cwd=self.folder, **options)

    def put(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path


class Inputs(InAFolder):
    def setUp(self):
        super().setUp()
        for number, name in enumerate(["in/b.pdf", "in/A.PDF", "in/a/c.pdf"]):
            self.put(name, another(SAMPLES / "qinglu-2023.pdf", number))
        self.put("in/notes.txt", b"no report")

    def names(self, *arguments, **options):
        self.extract("-q", *arguments, "-o", "out.jsonl", **options)
        return [line["report"] for line in lines_of(self.folder / "out.jsonl", "report")]

    def test_a_folder_in_the_order_of_its_paths(self):
        self.assertEqual(self.names("in"), ["in/A.PDF", "in/a/c.pdf", "in/b.pdf"])

    def test_a_folder_without_reports_is_trouble(self):
        (self.folder / "empty").mkdir()
        self.assertIn("empty: no .pdf", self.extract("empty", "-o", "out.csv", expect=[2]).stderr)

    def test_a_folder_that_may_not_be_opened_is_a_failure_of_its_own(self):
        (self.folder / "in/locked").mkdir(mode=0)
        (self.folder / "locked").mkdir(mode=0)
        for inputs in (["in"], ["in", "locked"]):
            done = self.extract("-q", *inputs, "-o", "out.jsonl", expect=[1], before=ORDINARY)
            self.assertEqual(len(lines_of(self.folder / "out.jsonl", "report")), 3)
            failures = [(line["report"], line["kind"], line["reason"]) for line in lines_of(self.folder / "out.jsonl", "failure")]
            self.assertIn(("in/locked", "unreadable", "Permission denied"), failures)
            self.assertEqual(len(failures), len(inputs))
            self.assertIn("in/locked: Permission denied", done.stderr)
        self.assertIn("locked: Permission denied", self.extract("locked", "-o", "x.csv", expect=[2], before=ORDINARY).stderr)

    def test_an_archive_where_nobody_may_write(self):
        (self.folder / "of all").mkdir()
        self.extract("-q", "in", "-o", "of all/år #1?.db")
        self.extract("-q", "of all/år #1?.db", "-o", "open.csv")
        for path in (self.folder / "of all").iterdir():
            if path.suffix != ".db": path.unlink() # what reading leaves beside it
        (self.folder / "of all").chmod(0o555)
        try:
            self.extract("-q", "of all/år #1?.db", "-o", "still.csv", before=ORDINARY)
        finally:
            (self.folder / "of all").chmod(0o755)
        self.assertEqual((self.folder / "still.csv").read_bytes(), (self.folder / "open.csv").read_bytes())

    def test_lists(self):
        self.put("list", b"in/b.pdf\r\n\nin/a\n")
        self.assertEqual(self.names("@list"), ["in/b.pdf", "in/a/c.pdf"])
        self.put("list", b"in/b.pdf\0in/A.PDF\0")
        self.assertEqual(self.names("@list"), ["in/b.pdf", "in/A.PDF"])
        self.assertEqual(self.names("-", input="in/A.PDF\n"), ["in/A.PDF"])

    def test_reports_of_one_year_are_numbered(self):
        self.extract("-q", "in", "-o", "out.jsonl")
        self.assertEqual([line["duplicate"] for line in lines_of(self.folder / "out.jsonl", "report")], [1, 2, 3])

    def test_views(self):
        self.put("in/d.pdf", another(SAMPLES / "linyi-2016.pdf", 0))
        self.extract("-q", "in", "-o", "all.db")
        self.extract("-q", "all.db", "--year=2016", "-o", "year.csv")
        self.assertEqual({row["year"] for row in rows_of(self.folder / "year.csv")}, {"2016"})
        said = self.extract("-q", "all.db", "--place=", "-o", "nowhere.csv", expect=[2]).stderr
        self.assertIn("--place=: of none", said) # these have no code, but each has a place
        self.extract("-q", "all.db", "--place=青芦市", "--only=request.*", "-o", "place.csv", "-o", "place.xlsx")
        rows = rows_of(self.folder / "place.csv")
        self.assertEqual({row["place"] for row in rows}, {"青芦市"})
        self.assertEqual({row["indicator"].split(".")[0] for row in rows}, {"request"})
        self.assertIn("whole reports", self.extract("all.db", "--only=x", "-o", "view.db", expect=[2]).stderr)

    def test_a_view_of_nothing_is_no_answer(self):
        self.extract("-q", "in", "-o", "all.db")
        self.put("old.csv", b"old")
        done = self.extract("-q", "all.db", "--year=1999", "--place=青芦市", "-o", "old.csv", expect=[2])
        self.assertEqual(done.stderr, "extract: --year=1999: of none of the reports read\n")
        self.assertEqual((self.folder / "old.csv").read_bytes(), b"old")
        self.assertIn("--year=1999: of none", self.extract("all.db", "--year=1999", "--year=2023", "-o", "some.csv", expect=[1]).stderr)
        self.assertEqual({row["year"] for row in rows_of(self.folder / "some.csv")}, {"2023"})
        self.put("in/d.pdf", another(SAMPLES / "linyi-2016.pdf", 0))
        self.extract("-q", "in", "-o", "all.db")
        self.assertIn("no report read is of that --place and that --year",
                      self.extract("all.db", "--year=2016", "--place=青芦市", "-o", "none.csv", expect=[2]).stderr)
        self.assertFalse((self.folder / "none.csv").exists())
        self.assertIn("--only=early.*: no such figure", self.extract("all.db", "--only=early.*", "-o", "empty.csv", expect=[1]).stderr)
        bad = self.put("bad.pdf", b"%PDF-1.7 and no more")
        self.extract("-q", "all.db", bad, "--year=1999", "-o", "failures.jsonl", expect=[1])
        self.assertEqual([line["report"] for line in lines_of(self.folder / "failures.jsonl", "failure")], [str(bad)])

    def test_differences_in_any_order(self):
        self.extract("-q", "in", "-o", "a.jsonl", "-o", "a.db")
        records = re.split(r'(?<=\n)(?=\{"type":"report")', (self.folder / "a.jsonl").read_text("utf-8"))
        self.put("b.jsonl", "".join(reversed(records)).encode())
        for one in ("a.jsonl", "a.db"):
            self.assertEqual(self.extract("--diff", one, "b.jsonl", expect=[0]).stdout, "")
        self.put("c.jsonl", "".join(records[1:]).replace('"form":"2021-25"', '"form":"2019"').encode())
        told = self.extract("--diff", "b.jsonl", "c.jsonl", expect=[1]).stdout.splitlines()
        self.assertEqual([line.split("\t")[0] for line in told if "\treport\t" in line],
                         ["- in/A.PDF", "- in/a/c.pdf", "+ in/a/c.pdf", "- in/b.pdf", "+ in/b.pdf"])
        self.assertIn("cannot be read twice", self.extract("--diff", "/dev/stdin", "b.jsonl", input="", expect=[2]).stderr)

    def test_manifest(self):
        self.put("m.csv", "path,place,year,code,url\n./in/b.pdf,某地,1999,123456,https://example.org/b\n".encode())
        self.extract("-q", "in", "--manifest=m.csv", "-o", "out.jsonl", "-o", "out.csv", "-o", "out.db")
        first, _, third = lines_of(self.folder / "out.jsonl", "report")
        self.assertEqual([third[key] for key in ("place", "year", "code", "url", "given")],
                         ["某地", "1999", "123456", "https://example.org/b", "code place year"])
        self.assertEqual((first["place"], first["url"], first["given"]), ("青芦市", "", ""))
        self.assertEqual({row["year"] for row in rows_of(self.folder / "out.csv") if row["report"] == "in/b.pdf"}, {"1999"})
        self.assertEqual(self.names("--manifest=m.csv"), ["./in/b.pdf"])

    def test_a_manifest_of_other_paths_is_said(self):
        self.put("m.csv", b"path,year\nb.pdf,1999\n") # the folder is missing
        done = self.extract("-q", "in", "--manifest=m.csv", "-o", "out.csv", expect=[1])
        self.assertIn("m.csv: none of its paths is among the files to read", done.stderr)

    def test_what_an_earlier_result_cannot_give_is_said(self):
        self.extract("-q", "in", "-o", "all.jsonl")
        for option, words in (("--audit=copies", "audit copies are made from the PDF"), ("--evidence", "pictures are made from the PDF"),
                              ("--pages=2", "--pages is for PDFs")):
            self.assertIn(f"all.jsonl: {words}", self.extract("all.jsonl", option, "-o", "out.csv", expect=[1]).stderr)
        self.put("none.jsonl", b"")
        self.assertIn("none.jsonl: there is nothing in it", self.extract("none.jsonl", "-o", "out.csv", expect=[2]).stderr)

    def test_a_bad_manifest_is_refused(self):
        for text, words in [("place\nx\n", "no column 'path'"), ("path,town\nx,y\n", "column 'town'"),
                            ("path,year\nx,19\n", "row 1: '19' is not a year"), ("path\nx\nx\n", "row 2: a second row")]:
            self.put("m.csv", text.encode())
            self.assertIn(words, self.extract("--manifest=m.csv", "-o", "out.csv", expect=[2]).stderr)

    def test_a_report_in_two_files(self):
        self.put("text.pdf", another(SAMPLES / "qinglu-2023.pdf", 1))
        self.put("annex.pdf", another(SAMPLES / "linyi-2016.pdf", 2))
        self.put("m.csv", b"path,id\ntext.pdf,1\nin/b.pdf,2\nannex.pdf,1\n")
        self.extract("-q", "text.pdf", "annex.pdf", "-o", "apart.jsonl")
        apart = [line["pages"] for line in lines_of(self.folder / "apart.jsonl", "report")]
        self.extract("-q", "--manifest=m.csv", "-o", "out.jsonl")
        reports = lines_of(self.folder / "out.jsonl", "report")
        self.assertEqual([(line["report"], line["pages"]) for line in reports], [("text.pdf", sum(apart)), ("in/b.pdf", apart[0])])
        self.assertTrue(any(line["page"] > apart[0] for line in lines_of(self.folder / "out.jsonl", "section")))

    def test_two_reports_in_one_are_not_read_as_one(self):
        self.put("a.pdf", (SAMPLES / "songting/2022.pdf").read_bytes())
        self.put("b.pdf", (SAMPLES / "baizhu-2022.pdf").read_bytes())
        self.put("m.csv", b"path,id\na.pdf,1\nb.pdf,1\n")
        done = self.extract("--manifest=m.csv", "-o", "out.jsonl", "-o", "out.csv", expect=[1])
        self.assertIn("a.pdf: page 4: another report begins, '白渚县2022年政府信息公开工作年度报告'", done.stderr)
        self.assertNotIn("as published", done.stderr)
        report, = lines_of(self.folder / "out.jsonl", "report")
        self.assertEqual((report["place"], report["publisher"]), ("松汀市", "松汀市人民政府办公室"))
        self.extract("-q", "a.pdf", "-o", "first.csv")
        rows, first = rows_of(self.folder / "out.csv"), rows_of(self.folder / "first.csv")
        behind = [row for row in rows if int(row["page"]) > 3]
        self.assertGreater(len(behind), 180)
        self.assertEqual({(row["indicator"], "second-report" in row["marks"]) for row in behind}, {("", True)})
        self.assertEqual([(row["indicator"], row["value"], row["marks"]) for row in rows if int(row["page"]) <= 3],
                         [(row["indicator"], row["value"], row["marks"]) for row in first])

    def test_a_table_that_stands_twice_is_said(self):
        for name in ("a", "b"):
            self.put(f"{name}.pdf", another(SAMPLES / "songting/2017.pdf", name == "b"))
        self.put("m.csv", b"path,id\na.pdf,1\nb.pdf,1\n")
        done = self.extract("--manifest=m.csv", "-o", "out.csv", expect=[1])
        self.assertIn("a.pdf: page 4: 58 indicators stand in two tables", done.stderr)

    def test_names_in_another_charset(self):
        """As files have that come from a Chinese Windows: each is read, and no two become one."""
        names = ["年报.pdf".encode("gbk"), "公开.pdf".encode("gbk"), "年报.pdf".encode()]
        for number, name in enumerate(names):
            self.put(os.fsdecode(b"gbk/" + name), another(SAMPLES / "qinglu-2023.pdf", number))
        wanted = [r"gbk/\xB9\xAB\xBF\xAA.pdf", r"gbk/\xC4걨.pdf", "gbk/年报.pdf"] # 걨: bytes that happen to be UTF-8
        self.extract("-q", "gbk", "-o", "out.jsonl", "-o", "out.db", "-o", "out.xlsx")
        self.assertEqual(sorted(line["report"] for line in lines_of(self.folder / "out.jsonl", "report")), sorted(wanted))
        self.assertEqual([path for path, _ in sqlite3.connect(self.folder / "out.db").execute("SELECT path, key FROM files ORDER BY path")],
                         sorted(wanted))

    def test_one_file_that_fails_leaves_nothing_several_do(self):
        self.put("bad.pdf", b"%PDF-1.7 and no more")
        for form in ["csv", "jsonl", "db"]:
            self.extract("bad.pdf", "-o", f"out.{form}", expect=[2])
            self.assertFalse((self.folder / f"out.{form}").exists())
            self.extract("bad.pdf", "worse.pdf", "-o", f"out.{form}", expect=[1])
            self.assertTrue((self.folder / f"out.{form}").exists())


class Corrections(InAFolder):
    def setUp(self):
        super().setUp()
        self.put("a.pdf", another(SAMPLES / "qinglu-2023.pdf", 0))
        self.extract("-q", "a.pdf", "-o", "a.jsonl")
        figure = next(line for line in lines_of(self.folder / "a.jsonl", "figure") if line["indicator"] == "request.received_nat")
        self.address = f"{figure['sha256'][:12]}:{figure['page']}:{figure['x1']:.1f},{figure['y1']:.1f}"
        self.value = figure["value"]

    def correct(self, *rows, expect=(0, 1)):
        with open(self.folder / "c.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["figure", "value", "who", "when", "why"], *rows])
        return self.extract("-q", "a.pdf", "--corrections=c.csv", "-o", "b.jsonl", "-o", "b.db", expect=expect)

    def test_a_correction_stands_beside_the_printed_value(self):
        for _ in range(2):  # the second time from the archive
            self.correct([self.address, "77", "a clerk", "2024-05-01", "a misprint"])
            figure, = (line for line in lines_of(self.folder / "b.jsonl", "figure") if line["corrected"])
            self.assertEqual((figure["value"], figure["corrected"]), (self.value, "77"))
            self.assertIn("corrected", figure["marks"].split())
        self.assertEqual(len([line for line in lines_of(self.folder / "b.jsonl", "remark") if line["kind"] == "correction"]), 1)

    def test_what_cannot_be_corrected_is_said(self):
        done = self.correct([self.address.split(":")[0] + ":9:1.0,1.0", "77", "", "", ""], ["000000000000:1:1.0,1.0", "1", "", "", ""], expect=[1])
        self.assertIn("refused", done.stderr)
        self.assertIn("c.csv: row 2: 000000000000:1:1.0,1.0 is of none of the reports", done.stderr)
        self.correct([self.address, "many", "", "", ""], expect=[2])

    def test_a_template_that_cannot_be_written_costs_no_reading(self):
        done = self.extract("a.pdf", "--corrections-template=none/t.csv", "-o", "b.csv", expect=[2])
        self.assertEqual(done.stderr, "extract: none/t.csv: cannot write in its folder: No such file or directory\n")
        self.assertFalse((self.folder / "b.csv").exists())

    def test_template(self):
        self.extract("-q", SAMPLES / "misprints.pdf", "--corrections-template=t.csv")
        self.assertEqual((self.folder / "t.csv").read_text("utf-8").splitlines()[0], "figure,value,who,when,why")


class Archive(InAFolder):
    def setUp(self):
        super().setUp()
        for number in range(COPIES):
            source = REPORTS[number % len(REPORTS)]
            self.put(f"in/{number % 3}/{number:02d}-{source.name}", another(source, number))
        whole = REPORTS[0].read_bytes()
        self.put("in/cut.pdf", whole[:len(whole) // 3])
        self.put("in/empty.pdf", b"")
        self.put("in/0/words.pdf", b"not a PDF at all")

    def make(self, name, *arguments, expect=(1,)):
        self.extract("-q", "in", "-o", name, *arguments, expect=expect, timeout=600)
        return self.folder / name

    @slow
    def test_the_number_of_processes_does_not_show(self):
        self.make("1.db", "-j1", "-o", "1.csv", "-o", "1.jsonl", "-o", "1.xlsx")
        for jobs in ["2", "8"]:
            self.make(f"{jobs}.db", "-j", jobs, "-o", f"{jobs}.csv", "-o", f"{jobs}.jsonl", "-o", f"{jobs}.xlsx")
            for form in ["csv", "jsonl", "xlsx"]:
                self.assertEqual((self.folder / f"{jobs}.{form}").read_bytes(), (self.folder / f"1.{form}").read_bytes(), form)
            self.assertEqual(dump(self.folder / f"{jobs}.db"), dump(self.folder / "1.db"))

    @slow
    def test_failures_are_listed_and_cost_nothing_else(self):
        done = self.extract("in", "-o", "out.jsonl", "-o", "out.db", expect=[1], timeout=600)
        failures = lines_of(self.folder / "out.jsonl", "failure")
        self.assertEqual([line["report"] for line in failures], ["in/0/words.pdf", "in/cut.pdf", "in/empty.pdf"])
        for failure in failures:
            self.assertEqual(failure["kind"], "damaged")
            self.assertIn(f"{failure['report']}: {failure['reason']}", done.stderr)
        self.assertEqual(len(lines_of(self.folder / "out.jsonl", "report")), COPIES)
        self.assertEqual([row[0] for row in query(self.folder / "out.db", "SELECT path FROM failures ORDER BY path")],
                         [line["report"] for line in failures])

    @slow
    def test_earlier_results_are_inputs(self):
        self.make("a.db", "-o", "a.csv", "-o", "a.jsonl")
        for source, target in [("a.jsonl", "b"), ("a.db", "c")]:
            self.extract("-q", source, "-o", f"{target}.csv", "-o", f"{target}.jsonl", "-o", f"{target}.db", expect=[1])
            for form in ["csv", "jsonl"]:
                self.assertEqual((self.folder / f"{target}.{form}").read_bytes(), (self.folder / f"a.{form}").read_bytes())
            self.assertEqual(dump(self.folder / f"{target}.db"), dump(self.folder / "a.db"))

    @slow
    def test_only_what_is_new_or_changed_is_read_again(self):
        archive = self.make("a.db")
        db = sqlite3.connect(archive)
        with db:  # a trace that would go if the report were read again
            db.execute("UPDATE sections SET text = 'as it was'")
        db.close()
        path = sorted((self.folder / "in/1").glob("*.pdf"))[0]
        path.write_bytes(another(REPORTS[-1], 1000))
        (self.folder / "in/cut.pdf").unlink()
        self.put("in/new.pdf", another(REPORTS[-2], 1001))
        self.make("a.db")
        fresh = {row[0] for row in query(archive, "SELECT DISTINCT path FROM files JOIN sections USING (key) WHERE text <> 'as it was'")}
        self.assertEqual(fresh, {str(path.relative_to(self.folder)), "in/new.pdf"})
        self.assertEqual(query(archive, "SELECT count(*) FROM reports"), [(COPIES + 1,)])
        other = self.make("other.db", "--pages=1-2")
        self.assertNotEqual(query(other, "SELECT DISTINCT settings FROM reports"), [("",)])

    @slow
    def test_a_killed_run_loses_nothing_that_was_done(self):
        whole = dump(self.make("whole.db"))
        dice = random.Random(5)
        start = time.monotonic()
        self.make("time.db")
        usual = time.monotonic() - start
        for _ in range(4):
            running = subprocess.Popen([EXTRACT, "-q", "in", "-o", "a.db"], cwd=self.folder, stderr=subprocess.DEVNULL)
            time.sleep(dice.uniform(0, usual / 3))
            running.send_signal(signal.SIGKILL)
            running.wait()
            if (self.folder / "a.db").exists():
                halves = query(self.folder / "a.db", "SELECT path FROM files f WHERE key <> '' AND NOT EXISTS"
                                                     " (SELECT 1 FROM figures g WHERE g.key = f.key)") if self.has_tables() else []
                self.assertEqual(halves, [])
        self.assertEqual(dump(self.make("a.db")), whole)

    def has_tables(self):
        return bool(query(self.folder / "a.db", "SELECT 1 FROM sqlite_schema WHERE name = 'figures'"))

    @slow
    def test_a_signal_stops_it_and_leaves_what_was(self):
        for form in ["db", "csv"]:
            self.put(f"out.{form}", b"" if form == "db" else b"what stood there before")
            running = subprocess.Popen([EXTRACT, "-q", "-j1", "in", "-o", f"out.{form}"], cwd=self.folder,
                                       stderr=subprocess.PIPE, text=True)
            time.sleep(0.3)
            running.send_signal(signal.SIGTERM)
            message = running.communicate(timeout=60)[1]
            if running.returncode == 1:
                self.skipTest("this machine is too fast to be stopped")
            self.assertEqual(running.returncode, 2 if message else -signal.SIGTERM)
        self.assertEqual((self.folder / "out.csv").read_text(), "what stood there before")
        self.assertEqual([path.name for path in self.folder.iterdir() if path.name.startswith(".")], [])

    @slow
    def test_what_takes_too_long_is_tried_again(self):
        self.put("in/slow.pdf", slow_pdf())
        self.make("a.db", "--timeout=1" if not SANITIZED else "--timeout=3", expect=[1])
        self.assertIn(("in/slow.pdf", "timeout"), query(self.folder / "a.db", "SELECT path, kind FROM failures"))
        self.make("a.db", "--timeout=300")
        self.assertNotIn("timeout", [row[0] for row in query(self.folder / "a.db", "SELECT kind FROM failures")])

    @slow
    def test_differences(self):
        self.make("a.db", "-o", "a.jsonl")
        self.assertEqual(self.extract("--diff", "a.db", "a.jsonl", expect=[0]).stdout, "")
        text = (self.folder / "a.jsonl").read_text("utf-8")
        lines = text.splitlines()
        place = next(i for i, line in enumerate(lines) if '"indicator":"request.received_nat"' in line)
        lines[place] = lines[place].replace("request.received_nat", "request.received_com")
        self.put("b.jsonl", "\n".join(lines).encode())
        told = self.extract("--diff", "a.db", "b.jsonl", expect=[1]).stdout.splitlines()
        self.assertEqual([(line[0], line.split("\t")[2]) for line in told], [("-", "request.received_nat"), ("+", "request.received_com")])

    @slow
    @unittest.skipUnless(shutil.which("parallel"), "GNU parallel is not installed")
    def test_shards_by_gnu_parallel(self):
        self.make("whole.csv", "-o", "whole.jsonl")
        script = Path(__file__).parent / "cluster/parallel"
        subprocess.run([script, EXTRACT, "in", "shards", "4", "merged.csv", "merged.jsonl"], cwd=self.folder, check=True, timeout=600)
        for form in ["csv", "jsonl"]:
            self.assertEqual((self.folder / f"merged.{form}").read_bytes(), (self.folder / f"whole.{form}").read_bytes())


class Foreign(InAFolder):
    def test_a_db_of_another_kind_is_refused(self):
        db = sqlite3.connect(self.folder / "a.db")
        with db:
            db.execute("CREATE TABLE t (x)")
        db.close()
        self.assertIn("a.db: another program", self.extract(SAMPLES / "qinglu-2023.pdf", "-o", "a.db", expect=[2]).stderr)
        db = sqlite3.connect(self.folder / "a.db")
        with db:
            db.execute("PRAGMA user_version = 7")
        db.close()
        self.assertIn("a.db: another program", self.extract(SAMPLES / "qinglu-2023.pdf", "-o", "a.db", expect=[2]).stderr)
        self.assertIn("a.db: no such table", self.extract("a.db", "-o", "out.csv", expect=[2]).stderr)
        self.put("b.db", b"not a database, but long enough to look like one" * 100)
        self.extract("b.db", "-o", "out.csv", expect=[2])
        self.extract(SAMPLES / "qinglu-2023.pdf", "-o", "b.db", expect=[2])
        self.assertIn(b"not a database", (self.folder / "b.db").read_bytes())

    def test_views_in_the_place_of_tables_are_refused(self):
        """They could go on for ever."""
        self.extract("-q", SAMPLES / "qinglu-2023.pdf", "-o", "a.db")
        db = sqlite3.connect(self.folder / "a.db")
        db.executescript("""
            ALTER TABLE files RENAME TO others;
            CREATE VIEW files AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
                SELECT 'a' AS path, 'b' AS sha256, '' AS key FROM n WHERE x < 0;""")
        db.close()
        self.assertIn("a.db: not authorized", self.extract("a.db", "-o", "out.csv", expect=[2]).stderr)

    def test_values_of_the_wrong_kind_are_refused(self):
        self.extract("-q", SAMPLES / "qinglu-2023.pdf", "-o", "a.db")
        db = sqlite3.connect(self.folder / "a.db")
        with db:
            db.execute("UPDATE figures SET value = '1e9' WHERE ordinal = 3")
        db.close()
        self.assertIn("a.db: value of figure", self.extract("a.db", "-o", "out.csv", expect=[2]).stderr)
