"""Years side by side: what is compared, what breaks, and what other programs make of it."""
import csv
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl

from records import Report
from support import ROOT, SAMPLES, extract

SONGTING = sorted((SAMPLES / "songting").glob("*.pdf"))
RSCRIPT = shutil.which("Rscript")
NODE = shutil.which("node")
NODE_PATH = dict(os.environ, NODE_PATH=str(ROOT / "build/node_modules"))
VALIDATOR = NODE and subprocess.run([NODE, "-e", "require('datapackage')"], env=NODE_PATH, capture_output=True, check=False).returncode == 0
HAVEN = RSCRIPT and subprocess.run([RSCRIPT, "-e", "library(haven)"], capture_output=True, check=False).returncode == 0


class Views(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def make(self, name, *reports, **options):
        lines = self.folder / "in.jsonl"
        lines.write_text("".join(report.lines() for report in reports), "utf-8")
        extract(lines, "-o", f"{self.folder}/{name}", "-q", *options.get("more", ()))
        return self.folder / name

    def book(self, *reports):
        return openpyxl.load_workbook(self.make("out.xlsx", *reports))

    def wide(self, *reports):
        with open(self.make("out.csv", *reports, more=["--wide"]), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def report(year, **figures):
    """A report of form 2021-25 with these figures; request__received for request.received."""
    made = Report(path=f"{year}.pdf", year=str(year))
    made.head["sha256"] = f"{year}".ljust(64, "0")
    for name, value in figures.items():
        made.figure("三", "表", name, "总计", str(value), "件", indicator=name.replace("__", "."))
    return made


def said(made, indicator, value, **more):
    """The same in a sentence."""
    made.figure("一", "", "收到申请", "", value, "件", indicator=indicator, **more)
    return made


class Songting(Views):
    """One place over thirteen years and five editions of the form."""

    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.target = Path(cls.place.name, "out.xlsx")
        extract(*SONGTING, "-o", cls.target, "-q")
        cls.sheets = openpyxl.load_workbook(cls.target)
        cls.values = openpyxl.load_workbook(cls.target, data_only=True)

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    def row(self, indicator):
        sheet = self.values["历年 松汀市"]
        years = [cell.value for cell in sheet[3]][3:16]
        cells = next(row for row in sheet.iter_rows(min_row=5) if row[1].value == indicator)[3:16]
        return {int(year): cell for year, cell in zip(years, cells)}

    def test_each_planted_break_is_found_and_no_other(self):
        found = {(row[1], row[2], row[3]) for row in self.values["跨年勾稽"].iter_rows(min_row=2, values_only=True)}
        self.assertEqual(found, {(2016, "years.leap", "提示"), (2017, "years.leap", "提示"),
                                 (2022, "years.carryover:_nat", "矛盾"), (2022, "years.carryover", "矛盾"),
                                 (2024, "years.documents", "提示")})

    def test_an_indicator_that_all_forms_share_is_one_row(self):
        values = [cell.value for cell in self.row("request.received").values()]
        self.assertEqual(values[2], 714)
        self.assertTrue(all(isinstance(value, int) for value in values[2:]))
        self.assertEqual(values[:2], ["表式无", "表式无"])

    def test_what_matches_closely_is_joined_and_marked(self):
        row = self.row("document.issued")
        self.assertIn("≈", row[2018].number_format)
        self.assertIn("≈", row[2019].number_format)
        self.assertNotIn("≈", row[2021].number_format)
        labels = {row[1].value: row[0].value for row in self.values["历年 松汀市"].iter_rows(min_row=5)}
        self.assertTrue(labels["document.issued"].endswith("≈"))
        self.assertNotIn("document.made", labels)
        self.assertNotIn("≈", labels["request.received"])

    def test_a_join_converts_units(self):
        wide = self.values["面板"]
        names = [cell.value for cell in wide[2]]
        fees = {row[names.index("year")]: row[names.index("request_fees")] for row in wide.iter_rows(min_row=4, max_row=16, values_only=True)}
        self.assertEqual(self.row("processing.fee")[2014].value, fees[2014] * 10000)

    def test_sums_that_no_form_prints_are_marked(self):
        row = self.row("result.refused")
        self.assertIn("Σ", row[2021].number_format)
        self.assertEqual(self.row("result.other")[2023].number_format[-2], "Σ")
        self.assertNotIn("Σ", self.row("result.other")[2021].number_format)

    def test_a_break_of_the_form_is_a_line_and_explained(self):
        row = self.row("request.received")
        broken = [year for year, cell in row.items() if cell.border.left.style == "double"]
        self.assertEqual(broken, [2014, 2019, 2021, 2023])
        notes = [cell.value for cell in self.values["历年 松汀市"]["A"] if str(cell.value).startswith("双线")]
        self.assertEqual([int(re.search(r"\d{4}", note).group()) for note in notes], broken)

    def test_changes_are_formulas_and_none_leads_over_a_close_join(self):
        sheet, values = self.sheets["历年 松汀市"], self.values["历年 松汀市"]
        heads = [cell.value for cell in sheet[3]]
        number = next(row[1].row for row in sheet.iter_rows(min_row=5) if row[1].value == "document.issued")
        at = {head: sheet.cell(number, i + 1).value for i, head in enumerate(heads)}
        self.assertRegex(at["2022 增减"], r"^=[A-Z]+\d+-[A-Z]+\d+$")
        self.assertIsNone(at["2021 增减"])
        shown = values.cell(number, heads.index("2022 增减") + 1).value
        row = self.row("document.issued")
        self.assertEqual(shown, row[2022].value - row[2021].value)

    def test_the_charts_show_figures_of_their_sheet(self):
        with zipfile.ZipFile(self.target) as parts:
            charts = [parts.read(name).decode() for name in parts.namelist() if re.match(r"xl/charts/chart\d", name)]
        titles = [re.search(r"<a:t>(.*?)</a:t>", chart).group(1) for chart in charts]
        self.assertEqual(titles, ["收到的申请", "办理结果", "主动公开的信息", "规范性文件", "行政复议和行政诉讼"])
        sheet = self.values["历年图 松汀市"]
        for chart in charts:
            for row in re.findall(r"<c:val>.*?<c:f>[^<]*\$B\$(\d+):", chart, re.DOTALL):
                cells = [cell.value for cell in sheet[int(row)][1:]]
                self.assertTrue(any(isinstance(value, (int, float)) for value in cells))
                self.assertFalse(any(isinstance(value, str) for value in cells), "a word would be drawn as a zero")


    def test_no_line_leads_from_one_count_to_another(self):
        sheet = self.values["历年图 松汀市"]
        years = [int(str(cell.value)[:4]) for cell in sheet[1][1:14]]
        given = {row[0]: [year for year, value in zip(years, row[1:]) if value is not None]
                 for row in sheet.iter_rows(min_row=2, max_col=14, values_only=True) if row[0]}
        self.assertEqual(given["行政复议总计"], [*range(2019, 2025)])
        self.assertEqual(given["行政复议总计 ≈（行政复议数量）"], [*range(2014, 2019)])
        self.assertEqual([given[name] for name in given if name.startswith("行政规范性文件本年制发件数")],
                         [[2021, 2022, 2023, 2024], [2019, 2020], [2014, 2015, 2016, 2017, 2018]])
        self.assertEqual(given["予以公开 ≈"], [*range(2014, 2025)], "columns stay whole")
        with zipfile.ZipFile(self.target) as parts:
            charts = [parts.read(name).decode() for name in parts.namelist() if re.match(r"xl/charts/chart\d", name)]
        self.assertEqual([chart.count('prstDash val="dash"') for chart in charts], [0, 0, 0, 5, 2])
        self.assertEqual([chart.count("<c:legendEntry>") for chart in charts], [0, 0, 0, 5, 2])

    def test_what_breaks_is_said_in_words(self):
        said = [row[6] for row in self.values["跨年勾稽"].iter_rows(min_row=2, values_only=True)]
        self.assertIn("2022年“上年结转政府信息公开申请数量”为65，不等于2021年“结转下年度继续办理”52", said)
        self.assertTrue(any(words.endswith("“行政规范性文件本年废止件数”617 = 1757") for words in said), said)


class Panel(Views):
    def cell(self, *reports, year, column="request_received"):
        sheet = self.book(*reports)["面板"]
        names = [cell.value for cell in sheet[2]]
        for row in sheet.iter_rows(min_row=4, values_only=True):
            if row[names.index("year")] == year:
                return row[names.index(column)]
        return self.fail(f"no row for {year}")

    def test_heads_are_as_high_as_their_texts(self):
        sheet = self.book(report(2021, request__received=5, result__other__uncorrected_com=1), report(2022))["面板"]
        for row in (1, 2):
            lines = max(sum(1 + (c > "\u2e80") for c in cell.value) / sheet.column_dimensions["J"].width for cell in sheet[row][9:])
            self.assertGreater(lines, 1)
            self.assertGreater(sheet.row_dimensions[row].height, 15 * lines)
        self.assertEqual((sheet.print_title_rows, sheet.print_title_cols), ("$1:$3", "$A:$F"))

    def test_a_year_without_a_report_is_a_row(self):
        reports = [report(2021, request__received=5), report(2023, request__received=7)]
        self.assertEqual(self.cell(*reports, year=2022), "缺报告")
        self.assertEqual(self.cell(*reports, year=2023), 7)

    def test_the_table_stands_before_the_sentence(self):
        made = said(report(2023, request__received=7), "request.received", "9")
        self.assertEqual(self.cell(report(2022), made, year=2023), 7)
        blank = said(report(2023, request__received=""), "request.received", "9")
        self.assertEqual(self.cell(report(2022), blank, year=2023), "空白")

    def test_sentences_that_differ_give_none(self):
        one = said(report(2023), "request.received", "9")
        self.assertEqual(self.cell(report(2022), one, year=2023), 9)
        same = said(one, "request.received", "9.0")
        self.assertEqual(self.cell(report(2022), same, year=2023), 9)
        two = said(same, "request.received", "8")
        self.assertEqual(self.cell(report(2022), two, year=2023), "存疑")

    def test_money_is_converted_exactly(self):
        made = report(2023)
        made.figure("二", "表", "收费", "金额", "251000", "元", indicator="charge.amount")
        self.assertEqual(self.cell(report(2022), made, year=2023, column="charge_amount"), 25.1)

    def test_figures_in_doubt_are_left_out(self):
        for marks in ("cut-off", "damaged-page", "ambiguous"):
            made = said(report(2023), "request.received", "9", marks=marks)
            self.assertEqual(self.cell(report(2022), made, year=2023), "存疑", marks)

    def test_two_reports_of_one_year_are_kept_and_numbered(self):
        book = self.book(report(2022), report(2023, request__received=1), report(2023, request__received=2))
        rows = list(book["重复报告"].iter_rows(min_row=2, values_only=True))
        self.assertEqual([(row[2], row[3]) for row in rows], [(2023, 1), (2023, 2)])
        self.assertIn("2023（2）", [cell.value for cell in book["历年 某某区"][3]])

    def test_a_name_of_too_many_reports_is_no_place(self):
        many = [report(2021 + i % 3, request__received=i) for i in range(201)]
        many.append(report(2027, request__received=1))
        book = self.book(*many)
        self.assertEqual([sheet for sheet in book.sheetnames if sheet.startswith("历年")], [])
        self.assertEqual([(row[3], row[6][:12]) for row in book["跨年勾稽"].iter_rows(min_row=2, values_only=True)],
                         [("未比对", "同名的报告有202份，不")])
        self.assertEqual(len(list(book["重复报告"].iter_rows(min_row=2))), 201)
        years = [row[5] for row in book["面板"].iter_rows(min_row=4, max_row=3 + 205, values_only=True)]
        self.assertEqual(years, [2021] * 67 + [2022] * 67 + [2023] * 67 + [2024, 2025, 2026, 2027])

    def test_a_department_is_no_duplicate_of_its_place(self):
        office = report(2023)
        office.more.update(publisher="某某区司法局", level="department")
        book = self.book(report(2022), report(2023), office)
        self.assertNotIn("重复报告", book.sheetnames)

    def test_one_report_has_no_panel(self):
        self.assertNotIn("面板", self.book(report(2023)).sheetnames)

    def test_the_codebook_says_what_answers_to_what(self):
        rows = {row[0]: row for row in self.book(report(2022), report(2023))["指标手册"].iter_rows(min_row=2, values_only=True)}
        self.assertIn("closeMatch", rows["request.closed"][9])
        self.assertEqual(rows["result.refused"][6], "是")
        self.assertIn("、2021年式（25行）、", rows["request.received"][5])
        self.assertIn("2021年式（25行）、2021年式（23行）：主动公开政府信息情况 / 第二十条第（一）项 / 规章 / 本年制发件数", rows["rule.issued"][8])
        self.assertRegex(rows["staff.fulltime"][8], "（三）从事政府信息公开工作人员数 / 1.专职人员数.* / 统计数$")
        self.assertTrue(rows["result.refused"][8].startswith("= result.refused.secret + "))
        without = [row[0] for row in rows.values() if row[5] and not row[8]]
        self.assertEqual(without, [], "an indicator on a form, and nobody says where")


class Years(Views):
    def found(self, *reports):
        rows = self.book(*reports)["跨年勾稽"].iter_rows(min_row=2, values_only=True)
        return [(row[1], row[2]) for row in rows]

    def test_what_is_carried_over(self):
        before = report(2022, request__carriedout=3)
        self.assertEqual(self.found(before, report(2023, request__carriedin=3)), [])
        self.assertEqual(self.found(before, report(2023, request__carriedin=4)), [(2023, "years.carryover")])
        self.assertEqual(self.found(before, report(2024, request__carriedin=4)), [], "not the next year")
        self.assertEqual(self.found(before, report(2023, request__carriedin="")), [], "a blank is no zero")

    def test_leaps(self):
        before = report(2022, request__received=100)
        for value, leap in ((999, False), (1000, True), (11, False), (10, True), (0, False)):
            expected = [(2023, "years.leap")] if leap else []
            self.assertEqual(self.found(before, report(2023, request__received=value)), expected, value)
        self.assertEqual(self.found(report(2022, request__received=1), report(2023, request__received=99)), [])


class Wide(Views):
    def test_a_state_stands_beside_each_value(self):
        made = said(report(2023, request__received=7, result__granted="", result__partly=2), "visits.website", "100", marks="about")
        row, = self.wide(made)
        self.assertEqual((row["request_received"], row["request_received__state"]), ("7", "table"))
        self.assertEqual((row["result_granted"], row["result_granted__state"]), ("", "blank"))
        self.assertEqual((row["visits_website"], row["visits_website__state"]), ("100", "about"))
        self.assertEqual(row["request_carriedin__state"], "not-printed")
        self.assertEqual(row["request_fees__state"], "not-on-form")
        self.assertEqual(row["duplicate"], "1")

    def test_what_is_not_asked_for_has_no_column(self):
        """Else it would be said that the report does not print it."""
        reports = [report(year, request__received=7, result__granted=5, suit__direct__total=1) for year in (2022, 2023)]
        more = ["--only=request.received", "--only=result.refused*"]
        with open(self.make("out.csv", *reports, more=["--wide", *more]), encoding="utf-8", newline="") as file:
            names = csv.DictReader(file).fieldnames
        asked = {name for name in names if not name.endswith("__state") and f"{name}__state" in names}
        self.assertEqual({name.split("_")[1] for name in asked}, {"received", "refused"})
        self.assertIn("result_refused", asked) # a sum
        heads = [cell.value for cell in openpyxl.load_workbook(self.make("out.xlsx", *reports, more=more))["面板"][2]]
        self.assertEqual(heads[9:11], ["request_received", "result_refused"])
        self.assertTrue(all(name.startswith("result_refused") for name in heads[11:]), heads)
        data = self.make("out.dta", *reports, more=more).read_bytes()
        self.assertIn(b"result_refused_internal", data)
        self.assertNotIn(b"result_granted", data)

    def test_names_fit_for_statistics_programs(self):
        target = self.make("out.csv", report(2023), more=["--wide"])
        names = target.read_text("utf-8").split("\n", 1)[0].split(",")
        self.assertEqual(len(names), len(set(names)))
        for name in names:
            self.assertRegex(name.removesuffix("__state"), r"^[a-z][a-z0-9_]{0,31}$")


class Stata(Views):
    @unittest.skipUnless(HAVEN, "R with haven (r-cran-haven) is not there")
    def test_read_back_by_another_program(self):
        target = self.make("panel.dta", said(report(2021, request__received=5, charge__amount=""), "visits.website", "12.5"),
                           report(2023, request__received=7))
        script = """
            library(haven); d <- read_dta(commandArgs(TRUE)[1])
            show <- function(x) cat(paste(x, collapse = " "), "\\n")
            show(d$year); show(d$place); show(d$request_received); show(na_tag(d$request_received))
            show(na_tag(d$charge_amount)); show(na_tag(d$request_fees)); show(d$visits_website)
            show(attr(d$request_received, "label")); show(na_tag(attr(d$request_received, "labels")))
            show(names(attr(d$request_received, "labels"))[1])"""
        done = subprocess.run([RSCRIPT, "-e", script, target], capture_output=True, encoding="utf-8", check=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
        self.assertEqual([line.rstrip() for line in done.stdout.splitlines()], [
            "2021 2022 2023", "某某区 某某区 某某区", "5 NA 7", "NA c NA", "a c h", "b c b", "12.5 NA NA",
            "本年新收政府信息公开申请数量（件）", "a b c d e f g h", "blank 空白"])

    def test_the_same_bytes_twice(self):
        first = self.make("a.dta", report(2021), report(2023, request__received=7)).read_bytes()
        self.assertEqual(self.make("b.dta", report(2021), report(2023, request__received=7)).read_bytes(), first)


class Package(Views):
    TYPES = {"string": str, "number": Decimal, "integer": int, "boolean": {"true": True, "false": False}.__getitem__}

    def make_package(self):
        made = said(report(2023, request__received=7), "visits.website", "12.50")
        made.add("section", sha256=made.head["sha256"], section="一", title="总体情况", page=1, text='第一段，"甲"\n第二段')
        broken = Report(path="broken.pdf")
        broken.failure = {"kind": "damaged", "reason": "not a PDF"}
        return self.make("package/", made, broken)

    def test_every_column_is_described_and_every_value_is_of_its_type(self):
        folder = self.make_package()
        package = json.loads(Path(folder, "datapackage.json").read_text("utf-8"))
        self.assertEqual(package["profile"], "tabular-data-package")
        self.assertRegex(package["version"], r"^[0-9a-f]{12}$")
        self.assertTrue(package["licenses"] and package["sources"])
        names = [resource["name"] for resource in package["resources"]]
        self.assertEqual(names, ["report", "section", "figure", "numeral", "check", "remark", "failure", "codebook"])
        self.assertEqual({path.name for path in Path(folder).iterdir()}, {f"{name}.csv" for name in names} | {"datapackage.json"})
        for resource in package["resources"]:
            fields = resource["schema"]["fields"]
            with open(Path(folder, resource["path"]), encoding="utf-8", newline="") as file:
                head, *rows = csv.reader(file)
            self.assertEqual(head, [field["name"] for field in fields])
            self.assertEqual([field["name"] for field in fields if not field.get("title")], [], resource["name"])
            for row in rows:
                for field, value in zip(fields, row, strict=True):
                    self.assertTrue(value in resource["schema"]["missingValues"] or self.TYPES[field["type"]](value) is not None)

    def validate(self, folder):
        return subprocess.run([NODE, ROOT / "tests/package.js", Path(folder, "datapackage.json")], env=NODE_PATH,
                              capture_output=True, encoding="utf-8", timeout=300, check=False)

    @unittest.skipUnless(VALIDATOR, "no validator: npm install --prefix build datapackage@1.1.10")
    def test_valid_to_another_program(self):
        folder = self.folder / "samples"
        extract("-q", SAMPLES, "-o", f"{folder}/")
        done = self.validate(folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        counts = dict(line.split() for line in done.stdout.splitlines())
        for name, count in counts.items():
            with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
                self.assertEqual(sum(1 for _ in csv.reader(file)) - 1, int(count), name)
        self.assertGreater(int(counts["figure"]), 1000)
        text = (folder / "report.csv").read_text("utf-8")
        (folder / "report.csv").write_text(re.sub(r",2018,2014-shandong,\d+,", ",2018,2014-shandong,some,", text), "utf-8")
        done = self.validate(folder)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"report: [^$]*some")

    def test_nothing_is_lost_or_changed(self):
        with open(Path(self.make_package(), "section.csv"), encoding="utf-8", newline="") as file:
            self.assertEqual([row["text"] for row in csv.DictReader(file)], ['第一段，"甲"\n第二段'])

    def test_it_goes_beside_what_is_in_the_folder(self):
        Path(self.folder, "package").mkdir()
        Path(self.folder, "package", "notes.txt").write_text("mine")
        folder = self.make_package()
        self.assertEqual(Path(folder, "notes.txt").read_text(), "mine")
        self.assertTrue(Path(folder, "datapackage.json").exists())

    def test_nothing_is_left_where_nothing_could_be_read(self):
        extract(self.folder / "none.pdf", "-o", f"{self.folder}/package/", expect=(2,))
        self.assertFalse(Path(self.folder, "package").exists())


if __name__ == "__main__":
    unittest.main()
