"""Real reports against their truth files: every cell, every sentence figure, nothing invented.

The reports are other people's and stay outside the project, in ../shared; without them these tests are skipped.
"""
import collections
import csv
import io
import json
import re
import unicodedata
import unittest
from decimal import Decimal

from support import SHARED, extract, needs_shared

REAL = SHARED / "real"


def folded(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


def figures_of(name):
    return list(csv.DictReader(io.StringIO(extract(f"{name}.pdf", "-o", "-", "--format=csv", cwd=REAL).stdout)))


def checks_of(name):
    lines = extract(f"{name}.pdf", "-o", "-", "--format=jsonl", cwd=REAL).stdout.splitlines()
    return [line for line in map(json.loads, lines) if line["type"] == "check"]


def truth_of(name):
    return json.loads((REAL / f"{name}.truth.json").read_text("utf-8"))


def true_cell(cell):
    """(place of the cell, what it says) of a cell of a truth file."""
    groups = [part for part in (cell.get("group") or "").split("/") if part]
    heads = [part for part in (cell.get("column_group") or "").split("/") if part]
    row = [*groups, cell.get("row_as_printed") or cell["row"]]
    place = cell["section"], cell["table"], " / ".join(part for part in row if part), " / ".join([*heads, cell["column"]])
    says = ("blank", None) if cell["value"] is None else ("figure", Decimal(str(cell["value"])))
    return tuple(map(folded, place)), says


def read_cell(figure):
    """The same of a line of the figures table."""
    column = re.sub(r"^申请人情况 / ", "", figure["column"])
    place = figure["section"].split("/")[-1], figure["table"], figure["row"], column
    return tuple(map(folded, place)), (figure["state"], Decimal(figure["value"]) if figure["value"] else None)


@needs_shared
class RealReport:
    """The tests of one report; a class below names it."""

    @classmethod
    def setUpClass(cls):
        cls.truth, cls.figures = truth_of(cls.name), figures_of(cls.name)
        cls.cells = [figure for figure in cls.figures if figure["table"]]
        cls.prose = [figure for figure in cls.figures if not figure["table"]]

    def test_every_cell_as_printed_and_none_invented(self):
        true = dict(map(true_cell, self.truth["cells"]))
        read = dict(map(read_cell, self.cells))
        self.assertEqual(len(true), len(self.truth["cells"]))
        self.assertEqual(len(read), len(self.cells), "two lines for one cell")
        wrong = [f"{place}: printed {true.get(place, 'nowhere')}, read {read.get(place, 'nowhere')}"
                 for place in {**true, **read} if true.get(place) != read.get(place)]
        self.assertFalse(wrong, "\n" + "\n".join(wrong))

    def test_every_cell_on_its_page(self):
        if not self.truth["pages"]:
            self.skipTest("the truth of this report names no pages")
        true = {true_cell(cell)[0]: cell["page"] for cell in self.truth["cells"] if cell["page"]}
        read = {read_cell(figure)[0]: int(figure["page"]) for figure in self.cells}
        self.assertEqual({place: read.get(place) for place in true}, true)

    def test_every_cell_has_its_indicator(self):
        self.assertTrue(self.cells)
        self.assertEqual([figure["row"] + figure["column"] for figure in self.cells if not figure["indicator"]], [])

    def test_every_figure_of_the_sentences(self):
        def key(section, value, unit):
            return folded(section), Decimal(str(value)), unit
        read = collections.Counter(key(f["section"], f["value"], f["unit"]) for f in self.prose)
        true = collections.Counter(key(n["section"], n["value"], n["unit"]) for n in self.truth["narrative"])
        self.assertEqual(true - read, collections.Counter())
        for stated in self.truth["narrative"]:
            if stated["page"]:
                self.assertIn((Decimal(str(stated["value"])), stated["page"]),
                              [(Decimal(f["value"]), int(f["page"])) for f in self.prose])

    def test_what_does_not_add_up(self):
        """The checks that do not hold are those of the truth file: by what they come to, for its words are not ours."""
        stated = self.truth["inconsistencies"]
        def read(state, name):
            return sorted(Decimal(check[name]) for check in checks_of(self.name)
                          if state in (check["state"], check["if_blank_is_zero"]))
        self.assertEqual(read("contradicted", "right"), sorted(Decimal(one["sum"]) for one in stated["contradicted"]))
        self.assertEqual(read("total-not-printed", "right"), sorted(Decimal(one["sum"]) for one in stated["total_not_printed"]))
        self.assertEqual(read("differs", "left"), sorted(Decimal(one["printed"]) for one in stated["if_blank_is_zero_differs"]))
        self.assertEqual(read("reading-in-doubt", "right"), [])

    def test_no_figure_where_there_is_none(self):
        if "not_statistics" not in self.truth:
            self.skipTest("the truth of this report names no such numerals")
        self.assertTrue(self.prose)
        stated = {str(n["value"]) for n in self.truth["narrative"]}
        for nothing in self.truth["not_statistics"]:
            for digits in set(re.findall(r"\d{2,}", nothing)) - stated:
                self.assertEqual([f["raw"] for f in self.prose if digits in f["raw"]], [], nothing)


class Hongze2023(RealReport, unittest.TestCase):
    name = "hongze-2023"

    def test_worked_lines_of_the_contract(self):
        contract = (SHARED / "contract.md").read_text("utf-8")
        worked = re.findall(r"^hongze-2023\.pdf,.*$", contract, re.MULTILINE)
        self.assertTrue(worked)
        names = re.search(r"^`(report,sha256,.*)`\. UTF-8", contract, re.MULTILINE).group(1)
        names = names.replace("` then `", ",").split(",")
        self.assertEqual(list(self.figures[0]), names)
        boxes = {"x1", "y1", "x2", "y2"}
        read = {(f["section"], f["row"], f["column"], f["value"]): f for f in self.figures}
        for line in csv.reader(worked):
            true = dict(zip(names, line))
            figure = read.get((true["section"], true["row"], true["column"], true["value"]))
            self.assertIsNotNone(figure, line)
            compared = set(true) - boxes - {"sha256", "pattern"}
            self.assertEqual({n: figure[n] for n in compared}, {n: true[n] for n in compared})
            for name in boxes:
                self.assertAlmostEqual(float(figure[name]), float(true[name]), delta=0.02, msg=f"{name} of {line}")


class ShanghaiOffice2019(RealReport, unittest.TestCase):
    name = "shanghai-office-2019"


class Shuyang2023(RealReport, unittest.TestCase):
    name = "shuyang-fgj-2023"


@needs_shared
class AllOfThem(unittest.TestCase):
    def test_the_cells_are_as_many_as_promised(self):
        cells = [cell for path in REAL.glob("*.truth.json") for cell in json.loads(path.read_text("utf-8"))["cells"]]
        self.assertEqual((len(cells), sum(cell["value"] is None for cell in cells)), (584, 260))
