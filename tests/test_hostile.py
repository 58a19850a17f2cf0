"""Broken and hostile PDFs: no crash, no hang, a reason in one line, and no output left where there is nothing."""
import csv
import io
import json
import re
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path

from support import EXTRACT, ROOT, SAMPLES, SANITIZED, SHARED, extract, needs_shared
from test_limits import SENTENCE, Pdf, text

HOSTILE = SHARED / "hostile"
TIME_LIMIT = 60 if SANITIZED else 10  # seconds a file


@needs_shared
class Hostile(unittest.TestCase):
    def check(self, pdf):
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "figures.csv"
            done = subprocess.run([EXTRACT, pdf, "-o", target], capture_output=True, encoding="utf-8", errors="replace",
                                  timeout=TIME_LIMIT)
            self.assertIn(done.returncode, (1, 2), done.stderr)
            self.assertIn(pdf.name, done.stderr)
            self.assertNotIn("\n", done.stderr.strip(), "the reason is one line")
            left = [path.name for path in Path(folder).iterdir()]
            self.assertEqual(left, [] if done.returncode == 2 else [target.name])


class Damage(unittest.TestCase):
    """A byte that fell over, and which figures are marked for it."""

    def read(self, data):
        with tempfile.TemporaryDirectory() as folder:
            pdf, target, record = (Path(folder) / name for name in ("damaged.pdf", "figures.csv", "record.jsonl"))
            pdf.write_bytes(data)
            self.said = extract(pdf, "-o", target, "-o", record, expect=[0, 1]).stderr
            self.damage = json.loads(record.read_text("utf-8").splitlines()[0])["damage"]
            with target.open(encoding="utf-8-sig", newline="") as rows:
                return list(csv.DictReader(rows))

    def figures_of(self, whole):
        """The checksum of the first stream of a PDF is wrong, its content is not: in the samples that of page 1."""
        end = whole.index(b"endstream") - 2
        return self.read(whole[:end] + bytes([whole[end] ^ 1]) + whole[end + 1:])

    @staticmethod
    def report_of(*sentences):
        """A report with its title on page 1, and each of the sentences on a page behind it."""
        pdf = Pdf()
        for sentence in sentences:
            pdf.page(text(80, 640, sentence))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report.pdf"
            pdf.write(path)
            return path.read_bytes()

    def test_figures_of_whom_only_a_damaged_page_speaks_are_marked(self):
        """2023 may be 2013 there, and then each figure is of another year."""
        for second, marked in ((SENTENCE, {"1", "2"}), (f"2023年，青坞市{SENTENCE}", {"1"}), (f"2023年，{SENTENCE}", {"1", "2"}),
                               (f"2024年，青坞市{SENTENCE}", {"1", "2"})):
            figures = self.figures_of(self.report_of(second))
            self.assertEqual({figure["page"] for figure in figures}, {"1", "2"})
            self.assertEqual({figure["page"] for figure in figures if "damaged-page" in figure["marks"].split()}, marked, second)
            self.assertEqual("only damaged pages say its place and year" in self.damage, "2" in marked, self.damage)

    def test_pages_that_are_not_in_the_list_of_pages(self):
        """There are two: the file says three (which is missing nobody knows) or one (the second is not read)."""
        whole = self.report_of(SENTENCE)
        for count in (b"/Count 3", b"/Count 1"):
            figures = self.read(whole.replace(b"/Count 2", count))
            self.assertIn("its pages are not as many as it says", self.said)
            self.assertEqual({figure["marks"] for figure in figures}, {"damaged-page"})
        figures = self.read(whole.replace(b"/Kids[11 0 R 13 0 R]", b"/Kids[11 0 R 11 0 R]"))
        self.assertIn("a page stands in it twice", self.said)
        self.assertEqual({figure["marks"] for figure in figures}, {"damaged-page"})
        figures = self.read(whole.replace(b"/Kids[11 0 R 13 0 R]", b"/Kids[11 0 R 05 0 R]"))
        self.assertIn("page 2: it is no page", self.said)
        self.assertEqual({figure["page"] for figure in figures}, {"1"})

    def test_objects_that_are_packed(self):
        """The checksum of their stream is wrong: any font may be another, and no library says so."""
        with tempfile.NamedTemporaryFile(suffix=".pdf") as packed:
            subprocess.run(["qpdf", "--object-streams=generate", SAMPLES / "libreoffice.pdf", packed.name], check=True)
            whole = Path(packed.name).read_bytes()
        self.assertEqual({figure["marks"] for figure in self.read(whole)} & {"damaged-page"}, set())
        end = whole.index(b"endstream", whole.index(b"/ObjStm")) - 2
        figures = self.read(whole[:end] + bytes([whole[end] ^ 1]) + whole[end + 1:])
        self.assertIn("objects that its pages are made of are damaged", self.said)
        self.assertEqual([figure for figure in figures if "damaged-page" not in figure["marks"].split()], [])

    def test_an_archive_that_is_not_compressed(self):
        """Libraries find the PDF in it, one of them, and say nothing of the others."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name in ("qinglu-2023.pdf", "yunsong-2019.pdf"):
                archive.write(SAMPLES / name, name)
        self.assertNotEqual(self.read(packed.getvalue()), [])
        self.assertIn("it is an archive", self.said)

    def test_a_change_that_is_cut_off(self):
        """Somebody has put 35 for 21: once the end of that is missing it is 21 again, and libraries say nothing."""
        whole, page = self.report_of(SENTENCE), text(80, 640, SENTENCE.replace("21", "35"))
        change = b"13 0 obj\n<</Type/Page/Parent 2 0 R/Contents 14 0 R/Resources<</Font<</F 3 0 R>>>>>>\nendobj\n"
        change += b"14 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (len(page), page)
        table = b"xref\n13 2\n%010d 00000 n \n%010d 00000 n \n" % (len(whole), len(whole) + change.index(b"14 0 obj"))
        table += b"trailer<</Size 15/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (whole.rindex(b"xref\n0 1"), len(whole + change))
        for end, words, second in ((len(whole + change + table), "", ("35", "")),
                                   *((end, "the last change made to it is cut off", ("21", "damaged-page"))
                                     for end in (len(whole) + 20, len(whole + change), len(whole + change) + 60))):
            figures = self.read((whole + change + table)[:end])
            self.assertIn(words, self.said)
            self.assertEqual([(figure["value"], figure["marks"]) for figure in figures if figure["page"] == "2"], [second])

    def test_rows_that_may_be_torn_by_a_damaged_page_are_marked(self):
        """Their labels are halves: they are no rows of the form."""
        parts = (SAMPLES / "libreoffice-bare.pdf").read_bytes().split(b"/FlateDecode", 2)
        figures = self.read(b"/FlateDecode".join(parts[:2]) + b"/FlateDecoee" + parts[2])
        there = [figure for figure in figures if figure["page"] == "1" and figure["table"].startswith("收到")]
        self.assertGreater(len(there), 20)
        self.assertEqual([figure for figure in there if not figure["indicator"] and "damaged-page" not in figure["marks"].split()], [])
        self.assertIn("request.received", {figure["indicator"] for figure in there if "damaged-page" not in figure["marks"].split()})

    def test_print_that_is_too_flat_is_marked(self):
        """A font that calls itself a tenth as high: where lines are cannot be told."""
        whole = (SAMPLES / "others.pdf").read_bytes()
        flat = re.sub(rb"/Ascent (\d\d)\d", rb"/Ascent  \1", whole)
        self.assertNotEqual(flat, whole)
        self.assertEqual([figure for figure in self.read(flat) if "damaged-page" not in figure["marks"].split()], [])

    def test_every_figure_of_a_damaged_page_is_marked(self):
        """In a table or in a sentence, number or blank."""
        there = [figure for figure in self.figures_of((SAMPLES / "yunsong-2019.pdf").read_bytes()) if figure["page"] == "1"]
        self.assertEqual([figure for figure in there if "damaged-page" not in figure["marks"].split()], [])
        kinds = {(bool(figure["table"]), figure["state"]) for figure in there}
        self.assertLessEqual({(False, "figure"), (True, "figure"), (True, "blank")}, kinds)

    def test_figures_under_heads_of_a_damaged_page_are_marked(self):
        """The table goes on: what its heads and labels say is in doubt on the next page, too; the prose there is not."""
        next_page = [figure for figure in self.figures_of((SAMPLES / "split-rows.pdf").read_bytes()) if figure["page"] == "2"]
        marked = {("damaged-page" in figure["marks"].split(), bool(figure["table"])) for figure in next_page}
        self.assertEqual({table for mark, table in marked if mark}, {True})

    def test_what_lies_on_a_damaged_page_says_nothing_of_the_others(self):
        """Its print reaches farther than the text column of the page before; whose lines go on all the same."""
        parts = (SAMPLES / "songting/2022.pdf").read_bytes().split(b"/FlateDecode")
        second = bytearray(parts[2])
        second[second.index(b"stream") + 795] ^= 4
        figures = self.read(b"/FlateDecode".join([*parts[:2], bytes(second), *parts[3:]]))
        self.assertLessEqual({"channel.wechat", "request.carriedout"},
                             {figure["indicator"] for figure in figures if figure["page"] == "1"})

    def test_a_damaged_table_says_nothing_of_the_form(self):
        """What is left of it resembles that of other years most; its sentences mean what those of their year mean."""
        parts = (SAMPLES / "linyi-2016.pdf").read_bytes().split(b"/FlateDecode")
        second = bytearray(parts[2])
        second[second.index(b"stream") + 365] ^= 64
        figures = self.read(b"/FlateDecode".join([*parts[:2], bytes(second), *parts[3:]]))
        self.assertEqual({figure["form"] for figure in figures}, {"2014"})
        self.assertEqual([figure["indicator"] for figure in figures if figure["indicator"].startswith("early.")], [])

    def test_a_row_that_goes_on_to_a_damaged_page_is_marked(self):
        """Its figures may stand there: that the cells of its upper half are blank says nothing."""
        parts = (SAMPLES / "split-rows.pdf").read_bytes().split(b"/FlateDecode")
        figures = self.read(b"/FlateDecode".join(parts[:4]) + b"/FlateDecoee" + b"/FlateDecode".join(parts[4:]))
        there = [figure for figure in figures if figure["page"] == "3"]
        half = [figure for figure in there if figure["row"].endswith("要求行政机关确认或重新出")]
        self.assertEqual({figure["state"] for figure in half}, {"blank"})
        self.assertEqual({"damaged-page" in figure["marks"].split() for figure in half}, {True})
        self.assertLess(len(half), sum(1 for figure in there if "damaged-page" not in figure["marks"].split()))

    def test_a_page_of_a_line_before_lines_of_figures(self):
        """A damaged page may have no more; nor may a whole one. (The pages are those of --dump=page.)"""
        with tempfile.TemporaryDirectory() as folder:
            done = extract(ROOT / "tests/fuzz/corpus/pages/short-page-before", "--from=pages", "-o", Path(folder) / "out.csv",
                           expect=[2])
        self.assertIn("not recognised", done.stderr)


class BesideTheText(unittest.TestCase):
    """What is printed on a page, and is not the text of its content."""

    def figures_of(self, pdf, expect):
        with tempfile.TemporaryDirectory() as folder:
            path, target = Path(folder) / "report.pdf", Path(folder) / "figures.csv"
            pdf.write(path)
            said = extract(path, "-o", target, expect=[expect]).stderr
            with target.open(encoding="utf-8-sig", newline="") as rows:
                return said, {figure["value"]: figure["marks"].split() for figure in csv.DictReader(rows)}

    def test_what_scanners_read_is_marked(self):
        """The picture is what was printed; the text behind it may say something else."""
        pdf = Pdf()
        pdf.page(b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI Q 3 Tr " + text(80, 640, "2023年，收到申请17件。"))
        said, marks = self.figures_of(pdf, 1)
        self.assertIn("page 2: a picture", said)
        self.assertEqual({value: "ocr" in of for value, of in marks.items()}, {"21": False, "17": True})

    def test_what_was_filled_in_is_read(self):
        """By the confined process, which cannot load what poppler converts it with."""
        pdf = Pdf()
        field = pdf.add(b"<</Type/Annot/Subtype/Widget/FT/Tx/T(n)/V(17)/Rect[176 638 200 650]>>")
        pdf.set(1, b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%d 0 R]>>>>" % field)
        pdf.page(text(80, 640, "2023年收到申请") + text(200, 640, "件。"), keys=b"/Annots[%d 0 R]" % field)
        self.assertEqual(self.figures_of(pdf, 0)[1], {"21": [], "17": []})


class Refused(unittest.TestCase):
    """Files that are no PDF, or no whole one: the reason says what they are, for whoever has to get them again."""

    def refuse(self, data, words):
        with tempfile.TemporaryDirectory() as folder:
            pdf, target = Path(folder) / "refused.pdf", Path(folder) / "figures.csv"
            pdf.write_bytes(data)
            self.assertIn(words, extract(pdf, "-o", target, expect=[2]).stderr)

    def test_what_a_site_sent_in_its_place(self):
        self.refuse(b"<!DOCTYPE html>\n<html><head><title>404</title></head></html>", "it is a web page")
        self.refuse(b"PK\3\4" + b"word/document.xml" * 9, "it is a document of Word")
        self.refuse(b"", "it is empty")
        self.refuse(b"PK", "it does not begin as one")

    def test_half_a_download(self):
        whole = (SAMPLES / "libreoffice.pdf").read_bytes()
        self.refuse(whole[:len(whole) // 2], "its end is missing")

    def test_what_no_password_opens(self):
        whole = Damage.report_of().replace(b"trailer<<", b"trailer<</Encrypt<</Filter/Adobe.PubSec/V 4>>/ID[<00><00>]")
        self.refuse(whole, "protected by other means than a password")


def add_tests():
    for number, pdf in enumerate(sorted(HOSTILE.glob("*.pdf"))):
        setattr(Hostile, f"test_{number:02d}_{pdf.stem}", lambda self, pdf=pdf: self.check(pdf))


add_tests()
if not HOSTILE.is_dir():
    Hostile.test_all_files = lambda self: None  # so that the skip is seen and counted
