"""The project's own samples against the truth that their maker wrote: every cell, every stated figure, every numeral,
nothing invented. Then variants of them (other places, figures, orders and styles), so that nothing hangs on these.
"""
import csv
import difflib
import io
import json
import re
import subprocess
import tempfile
import unicodedata
import unittest
from decimal import Decimal
from pathlib import Path

from support import ROOT, SAMPLES, extract, slow

MAKER = ROOT / "build" / "sample-maker"
BOX_TOLERANCE = 1  # points
VARIED = ["qinglu-2023", "baizhu-2022", "yunsong-2019", "linyi-2016", "yuanxu-2010"]
SEEDS = range(8)


def read_lines(pdf):
    return [json.loads(line) for line in extract(pdf, "-o", "-", "--format=jsonl", timeout=120).stdout.splitlines()]


def place_of(cell):
    return cell["section"], cell["table"], cell["row"], cell["column"]


def numbers(text):
    return Decimal(text) if text else None


def is_near(box, figure):
    return all(abs(corner - float(figure[key])) <= BOX_TOLERANCE for corner, key in zip(box, ("x1", "y1", "x2", "y2")))


def check_cell(cell, figure):
    """What is wrong with a cell's line, in words."""
    wrong = [f"{key} {figure[key]!r}, not {cell[key]!r}" for key in ("state", "indicator", "unit")
             if figure[key] != cell[key]]
    if numbers(figure["value"]) != numbers(cell["value"]):
        wrong.append(f"value {figure['value']!r}, not {cell['value']!r}")
    if "page" in cell and int(figure["page"]) != cell["page"]:
        wrong.append(f"page {figure['page']}, not {cell['page']}")
    elif "box" in cell and not is_near(cell["box"], figure):
        wrong.append(f"box {[figure[key] for key in ('x1', 'y1', 'x2', 'y2')]}, not {cell['box']}")
    lost = set(cell["marks"].split()) - set(figure["marks"].split())
    return wrong + [f"no mark {mark}" for mark in sorted(lost)]


def compare_cells(truth, figures):
    """Complaints, a line each, on the cells of a report's tables."""
    read = {}
    for figure in figures:
        if figure["table"]:
            read.setdefault(place_of(figure), []).append(figure)
    wrong = []
    for cell in truth["cells"]:
        same = read.get(place_of(cell))
        if not same:
            wrong.append(f"missing: {' | '.join(place_of(cell))} = {cell['raw']!r}")
            continue
        wrong += [f"{' | '.join(place_of(cell))}: {what}" for what in check_cell(cell, same.pop(0))]
    invented = [place for place, same in read.items() for _ in same]
    return wrong + [f"invented: {' | '.join(place)}" for place in invented]


def compare_prose(truth, figures):
    """Stated figures in reading order: value, unit, section, page, box, and the indicator where the truth has one."""
    read = [figure for figure in figures if not figure["table"]]
    wrong = []
    for true in truth["narrative"]:
        found = next((figure for figure in read if figure["section"] == true["section"] and
                      numbers(figure["value"]) == numbers(true["value"]) and figure["unit"] == true["unit"] and
                      ("box" not in true or int(figure["page"]) == true["page"] and
                       figure["x1"] - BOX_TOLERANCE <= true["box"][0] <= figure["x2"] + BOX_TOLERANCE)), None)
        if found is None:
            wrong.append(f"missing: {true['section']}: {true['raw']} {true['unit']}")
            continue
        read.remove(found)
        wanted = "" if true["indicator"] == "-" else true["indicator"] or found["indicator"]
        if found["indicator"] != wanted:
            wrong.append(f"{true['section']}: {true['raw']} {true['unit']}: indicator {found['indicator']!r}, "
                         f"not {wanted!r}")
    for true in truth["in_cell"]:
        read = [figure for figure in read if figure["value"] != true["value"] or "in-cell" not in figure["marks"]]
    return wrong + [f"invented: {figure['section']}: {figure['value']} {figure['unit']}" for figure in read]


def read_report(pdf):
    lines = read_lines(pdf)
    return lines[0], *([line for line in lines if line["type"] == name] for name in ("figure", "numeral"))


def says_same(one, other):
    """Whether one numeral is the other, with more or fewer of the words beside it."""
    one, other = (unicodedata.normalize("NFKC", text).replace(" ", "") for text in (one, other))
    return one in other or other in one


def compare_numerals(truth, numerals):
    """Every numeral of the running text has its class, and none of the report is left over."""
    read = list(numerals)
    wrong = []
    for true in truth["numerals"]:
        found = next((numeral for numeral in read if numeral["class"] == true["class"] and
                      says_same(true["raw"], numeral["raw"]) and
                      numeral["page"] == true.get("page", numeral["page"])), None)
        if found is None:
            wrong.append(f"no {true['class']} {true['raw']} in {true['section']}")
        elif len(found["raw"]) <= len(true["raw"]):
            read.remove(found)  # 十三届二次会议 answers for 十三届 and for 二次会议
    return wrong + [f"unassigned: {numeral['raw']} in {numeral['sentence']}" for numeral in read if
                    numeral["class"] == "unassigned"]


def compare(pdf, truth, prose=True):
    head, figures, numerals = read_report(pdf)
    wrong = [f"{key} {head.get(key)!r}, not {truth[key]!r}" for key in ("place", "year", "form") if
             head.get(key) != truth[key]]
    wrong += compare_cells(truth, figures)
    return wrong + (compare_prose(truth, figures) + compare_numerals(truth, numerals) if prose else [])


@slow
class Sample(unittest.TestCase):
    """A test a sample, added below."""

    maxDiff = None

    def agree(self, name):
        truth = json.loads((SAMPLES / f"{name}.truth.json").read_text("utf-8"))
        if not truth["form"]:
            done = extract(SAMPLES / f"{name}.pdf", "-o", "-", "--format=csv", expect=(1, 2))
            self.assertRegex(done.stderr, "not recognised|picture")
            self.assertLessEqual(len(done.stdout.splitlines()), 1)
        else:
            self.assertEqual(compare(SAMPLES / f"{name}.pdf", truth), [])


for path in sorted(SAMPLES.glob("**/*.truth.json")):
    sample = str(path.relative_to(SAMPLES)).removesuffix(".truth.json")
    setattr(Sample, f"test_{sample.replace('-', '_').replace('/', '_')}", lambda self, name=sample: self.agree(name))


def dump(pdf, stage):
    return extract(pdf, f"--dump={stage}", timeout=120).stdout.splitlines()


def differences(wanted, found):
    return list(difflib.unified_diff(wanted, found, "wanted", "found", n=0, lineterm=""))


def compare_tables(pdf, truth):
    """Complaints on the grids of the tables, a line each."""
    return differences(truth["tables"], [line for line in dump(pdf, "tables") if line.startswith("|")])


def compare_sections(pdf, truth):
    """The same on the headings of the running text."""
    marks = [f"{mark['section']} {mark.get('page', '')}" for mark in truth["headings"]]
    found = re.findall(r'^section "(.+)" page ([0-9]+)', "\n".join(dump(pdf, "sections")), re.M)
    paths = [f"{path} {page if 'pages' in truth else ''}" for path, page in found]
    return differences(marks, paths)


@slow
class Stage(unittest.TestCase):
    """What the stages make of each sample on the way."""

    def test_tables_and_sections_as_printed(self):
        for path in sorted(SAMPLES.glob("**/*.truth.json")):
            with self.subTest(sample=path.name):
                truth = json.loads(path.read_text("utf-8"))
                pdf = path.with_name(path.name.replace(".truth.json", ".pdf"))
                self.assertEqual(compare_tables(pdf, truth) + compare_sections(pdf, truth), [])


class Edge(unittest.TestCase):
    """The last column of liaocheng-2018 runs off the page: 148954 and 15673 end beyond it."""

    def read(self, keep):
        lines = [line for line in dump(SAMPLES / "liaocheng-2018.pdf", "page") if keep(line.split())]
        with tempfile.TemporaryDirectory() as folder:
            pages = Path(folder) / "pages.txt"
            pages.write_text("\n".join(lines) + "\n", "utf-8")
            done = extract(pages, "--from=pages", "-o", "-", "--format=csv", "-q")
        return {line["indicator"]: (line["value"], line["marks"])
                for line in csv.DictReader(io.StringIO(done.stdout)) if line["table"]}

    def test_what_the_file_holds_whole_is_recovered(self):
        figures = self.read(lambda words: True)
        self.assertEqual(figures["disclosed.total"], ("148954", "clipped"))
        self.assertEqual(figures["deposit.total"], ("15673", "clipped"))

    def test_where_nothing_beyond_the_page_is_kept_more_may_have_stood_there(self):
        figures = self.read(lambda words: words[0] != "glyph" or float(words[1]) < 595)
        self.assertEqual(figures["disclosed.total"], ("14895", "clipped cut-off"))
        self.assertEqual(figures["deposit.total"], ("15673", "clipped cut-off"))
        self.assertEqual(figures["staff.total"], ("1093", ""))


def make(name, folder, *options):
    pdf, truth = Path(folder) / "variant.pdf", Path(folder) / "variant.truth.json"
    subprocess.run([MAKER, *options, SAMPLES / f"{name}.report", pdf, truth], check=True)
    return pdf, json.loads(truth.read_text("utf-8"))


@slow
@unittest.skipUnless(MAKER.exists(), "build/sample-maker is not built")
class Variants(unittest.TestCase):
    def test_variants_are_read_like_the_samples(self):
        for name in VARIED:
            for seed in SEEDS:
                with self.subTest(sample=name, seed=seed), tempfile.TemporaryDirectory() as folder:
                    pdf, truth = make(name, folder, f"--vary={seed}")
                    self.assertEqual(compare_sections(pdf, truth) + compare(pdf, truth), [])

    def test_committed_samples_are_what_the_maker_makes(self):
        with tempfile.TemporaryDirectory() as folder:
            _, truth = make(VARIED[0], folder)
            committed = json.loads((SAMPLES / f"{VARIED[0]}.truth.json").read_text("utf-8"))
            self.assertEqual(truth["cells"], committed["cells"])


def names(check, figure):
    """Whether a check names a figure: by hash, page and corner."""
    for address in check["figures"].split():
        sha256, page, corner = address.split(":")
        if figure["sha256"].startswith(sha256) and int(page) == figure["page"] and all(
                abs(float(at) - figure[key]) < 0.11 for at, key in zip(corner.split(","), ("x1", "y1"))):
            return True
    return False


class Early(unittest.TestCase):
    def test_requests_and_answers_add_up_in_the_year_and_in_all_years(self):
        checks = {line["check"]: line["state"] for line in read_lines(SAMPLES / "yuanxu-2010.pdf") if line["type"] == "check"}
        for rule in ("early.request", "early.answer", "early.request_cum", "early.answer_cum"):
            self.assertEqual(checks.get(f"{rule}.parts"), "holds", rule)


@slow
@unittest.skipUnless(MAKER.exists(), "build/sample-maker is not built")
class Planted(unittest.TestCase):
    """One digit changed in the print: where an identity covers the cell, a check that names it fails."""

    def assert_reported(self, name, number):
        with tempfile.TemporaryDirectory() as folder:
            pdf, truth = make(name, folder, f"--plant={number}")
            lines = read_lines(pdf)
        indicator = truth["notes"][-1].split()[1]
        figure = next(line for line in lines if line["type"] == "figure" and line["table"] and
                      line["indicator"] == indicator)
        failed = [line for line in lines if line["type"] == "check" and line["state"] == "contradicted"]
        self.assertTrue(any(names(check, figure) for check in failed), truth["notes"])

    def test_each_change_in_requests_and_reviews_is_reported(self):
        cells = json.loads((SAMPLES / "qinglu-2023.truth.json").read_text("utf-8"))["cells"]
        for number in range(0, len(cells), 7):
            if cells[number]["section"] in ("三", "四"):
                with self.subTest(cell=number):
                    self.assert_reported("qinglu-2023", number)


@unittest.skipUnless(MAKER.exists(), "build/sample-maker is not built")
class Sentences(unittest.TestCase):
    """What a sentence says of sums that no cell prints is held against the table only where it is of requests, or reviews."""

    def checks(self, text):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "forms").symlink_to(SAMPLES / "forms")
            head = "@place 某某县\n@year 2023\n@form 2021-25\n@title $place$year年政府信息公开工作年度报告\n^^ $title\n"
            body = f"= 一、总体情况\n{text}\n= 二、主动公开政府信息情况\n@table 1\n= 三、收到和处理政府信息公开申请情况\n"
            foot = "@table 2\n= 四、政府信息公开行政复议、行政诉讼情况\n@table 3\n"
            (folder / "one.report").write_text(head + body + foot, "utf-8")
            subprocess.run([MAKER, folder / "one.report", folder / "one.pdf", folder / "one.json"], check=True)
            return [line["check"] for line in read_lines(folder / "one.pdf")
                    if line["type"] == "check" and line["check"].startswith("prose") and line["check"] != "prose.parts"]

    def test_what_is_no_request_is_not_held_against_requests(self):
        for text in ["制发公文362件，其中主动公开336件、不予公开26件。", "收到投诉举报312件，不予处理8件。", "因材料不全无法提供3件。",
                     "2022年收到政府信息公开申请28件，不予公开9件。", "办理行政复议案件86件、行政诉讼案件126件。"]:
            with self.subTest(text):
                self.assertEqual(self.checks(text), [])

    def test_sums_are_held_against_the_rows_below(self):
        self.assertEqual(self.checks("收到政府信息公开申请28件，不予公开9件，无法提供5件，不予处理3件。"),
                         ["prose.received", "prose.refused", "prose.unable", "prose.dismissed"])
        self.assertEqual(self.checks("收到政府信息公开申请28件，重复申请不予处理2件。"), ["prose.received"])
        self.assertEqual(self.checks("因政府信息公开发生行政复议6件，行政诉讼5件。"), ["prose:review.total", "prose.suits"])


if __name__ == "__main__":
    unittest.main()
