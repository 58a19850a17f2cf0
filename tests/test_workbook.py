"""The workbook, opened by a reader that shares nothing with its writer."""
import csv
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

from records import LIST_2014, NATURE, REQUESTS, Report, form_2014, form_2021
from support import EXTRACT, ROOT, extract, slow

VIEWS = ["面板", "跨年勾稽", "重复报告", "指标手册"]  # of several reports of one place and year
LISTS = ["勾稽", "明细", "正文数据", "数字清单", "章节", "提示"]
SENTENCE = "受理政府信息公开申请21件，其中自然人申请11件、法人申请1件，1件未办结。"


def write(folder, reports, name="out.xlsx", **options):
    """The reports as a file, written where links to them begin."""
    Path(folder, "in.jsonl").write_text("".join(report.lines() for report in reports), "utf-8")
    extract("in.jsonl", "-o", name, cwd=folder, **options)
    return Path(folder, name)


def overlaps(sheet):
    """Cells that two merged ranges share: Excel takes such a file for broken."""
    seen, twice = set(), set()
    for area in sheet.merged_cells.ranges:
        cells = {(row, column) for row in range(area.min_row, area.max_row + 1)
                 for column in range(area.min_col, area.max_col + 1)}
        twice |= seen & cells
        seen |= cells
    return twice


class Workbook(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory()) if hasattr(self, "enterContext") else None
        if self.folder is None:
            temporary = tempfile.TemporaryDirectory()
            self.addCleanup(temporary.cleanup)
            self.folder = temporary.name

    def open(self, *reports, **options):
        target = write(self.folder, reports)
        with zipfile.ZipFile(target) as parts:
            for name in parts.namelist():
                ElementTree.fromstring(parts.read(name))
        book = openpyxl.load_workbook(target, **options)
        for sheet in book:
            self.assertEqual(overlaps(sheet), set(), sheet.title)
        return book


class Sheets(Workbook):
    def test_one_report(self):
        book = self.open(form_2021())
        tables = ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"]
        self.assertEqual(book.sheetnames, ["摘要", *tables, *LISTS])

    def test_several_reports_and_a_failure(self):
        broken = Report(path="broken.pdf")
        broken.failure = {"kind": "damaged", "reason": "not a PDF"}
        book = self.open(form_2014(), form_2014(place="某某市"), form_2014(), broken)
        tables = [f"{place}2018 政府信息公开情况统计表{again}"
                  for place, again in (("某某区", ""), ("某某市", ""), ("某某区", " 2"))]
        self.assertEqual(book.sheetnames, ["摘要", "报告", *VIEWS, *tables, *LISTS, "未读成"])
        self.assertEqual([cell.value for cell in book["未读成"][2]], ["broken.pdf", None, "损坏", "not a PDF"])

    def test_names_that_excel_refuses(self):
        report = form_2014(place="'[A]:*?/\\" + "很" * 40)
        book = self.open(report, form_2014())
        self.assertRegex(next(name for name in book.sheetnames if name.startswith("A")), r"^A +很+$")

    def test_summary_counts(self):
        report = form_2021(lambda i: "" if i % 10 == 0 else "7")
        report.add("numeral", **{"class": "unassigned", "raw": "90"})
        report.add("numeral", **{"class": "date", "raw": "2023年"})
        report.figure("六", "", "收取信息处理费", "", "0", "元", marks="ambiguous")
        text = "\n".join(str(cell.value) for row in self.open(report)["摘要"] for cell in row)
        self.assertIn("统计表200格，其中有数180格、空白20格；正文句子中数据1个；存疑1个", text)
        self.assertIn("2 numerals, 1 assigned, 1 left", text)


class Figures(Workbook):
    def test_columns_and_rows_are_those_of_csv(self):
        report = form_2021(lambda i: ["", "0.50", "-35", str(i), "25850000000"][i % 5])
        report.figure("六", "", "说明", "", "1", "件", raw="１,０")
        sheet = self.open(report)["明细"]
        write(self.folder, [report], "out.csv")
        with open(Path(self.folder, "out.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual(sheet.max_row, len(rows))
        self.assertEqual(sheet.max_column, len(rows[0]))
        for line, wanted in enumerate(rows[1:], 2):
            for name, text, cell in zip(rows[0], wanted, sheet[line]):
                if name == "page":
                    self.assertEqual(cell.value, f'=HYPERLINK("report.pdf#page={text}",{text})')
                elif name in ("value", "x1", "y1", "x2", "y2") and text:
                    self.assertEqual(cell.data_type, "n")
                    self.assertEqual(float(text), cell.value)
                    decimals = len(text.partition(".")[2])
                    self.assertEqual(cell.number_format, "0." + "0" * decimals if decimals else "0")
                elif name == "form":
                    self.assertEqual((text, cell.value), ("2021-25", "2021年式（25行）"))
                elif name == "state":
                    self.assertEqual(cell.value, {"figure": "有数", "blank": "空白"}[text])
                else:
                    self.assertEqual(cell.value or "", text)

    def test_filter_head_and_print(self):
        sheet = self.open(form_2014())["明细"]
        self.assertEqual(sheet.auto_filter.ref, f"A1:X{1 + len(LIST_2014)}")
        self.assertEqual(sheet.freeze_panes, "A2")
        self.assertEqual(sheet.print_title_rows, "$1:$1")
        self.assertEqual((sheet.page_setup.orientation, sheet.page_setup.fitToHeight), ("landscape", 0))

    def test_links_begin_at_the_workbook(self):
        Path(self.folder, "sub").mkdir()
        write(self.folder, [form_2014(path="a/b.pdf")], "sub/out.xlsx")
        sheet = openpyxl.load_workbook(Path(self.folder, "sub/out.xlsx"))["明细"]
        self.assertEqual(sheet["O2"].value, '=HYPERLINK("../a/b.pdf#page=1",1)')

    def test_a_number_that_no_double_holds_is_text(self):
        report = Report()
        report.figure("二", "表", "行", "列", "12345678901234567", "件")
        cell = self.open(report)["明细"]["K2"]
        self.assertEqual((cell.data_type, cell.value), ("s", "12345678901234567"))


class Tables(Workbook):
    def test_groups_and_heads_are_merged(self):
        sheet = self.open(form_2021())["三、收到和处理政府信息公开申请情况"]
        merged = {str(area) for area in sheet.merged_cells.ranges}
        # label columns A to C, figures D to J, heads in rows 4 to 6
        for area in ("D4:J4", "D5:D6", "E5:I5", "J5:J6", "A7:C7", "A8:C8", "A9:A30", "B9:C9", "B11:B18", "A31:C31"):
            self.assertIn(area, merged)
        self.assertEqual(sheet["B11"].value, "（三）不予公开")
        self.assertEqual([sheet.cell(6, column).value for column in range(5, 10)],
                         [head.rpartition(" / ")[2] for head in NATURE[1:6]])
        values = [[cell.value for cell in row[3:10]] for row in sheet.iter_rows(min_row=7, max_row=31)]
        first = 10  # figures stand in section 二 before
        self.assertEqual(values, [[first + row * 7 + column for column in range(7)] for row in range(len(REQUESTS))])

    def test_figures_lead_to_their_page(self):
        report = form_2021(path="reports/a b#1%.pdf")
        sheet = self.open(report)["三、收到和处理政府信息公开申请情况"]
        page = next(row["page"] for row in report.rows if row.get("value") == "150")
        cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 150)
        self.assertEqual(cell.hyperlink.location, f"page={page}")
        self.assertEqual(cell.hyperlink.target.replace("\\", "/"), "reports/a%20b%231%25.pdf")
        self.assertIn(f"第{page}页　原文 150", cell.hyperlink.tooltip)

    def test_narrow_tables_go_to_the_edge(self):
        sheet = self.open(form_2021())["二、主动公开政府信息情况"]
        merged = {str(area) for area in sheet.merged_cells.ranges}
        self.assertIn("B9:D9", merged)
        self.assertEqual((sheet["A9"].value, sheet["B9"].value), ("行政许可", 6))

    def test_list_is_indented_with_its_headings(self):
        sheet = self.open(form_2014(lambda i: "0.50" if i == 11 else str(i)))["政府信息公开情况统计表"]
        rows = {row[0].value: row for row in sheet.iter_rows(min_row=4) if row[0].value}
        self.assertEqual([rows[label][0].alignment.indent for label in
                          ("一、主动公开情况", "（二）通过不同渠道和方式公开政府信息的情况", "其中：涉及国家秘密")], [0, 1, 3])
        self.assertEqual([cell.value for cell in rows["一、主动公开情况"][1:]], [None, None])
        self.assertEqual([cell.value for cell in rows["其中：主动公开规范性文件数"][1:]], ["条", 1])
        fees = rows["七、依申请公开信息收取的费用"]
        self.assertEqual((fees[1].value, fees[2].value, fees[2].number_format), ("万元", 0.5, "0.00"))

    def test_state_is_seen(self):
        report = form_2014(lambda i: "" if i == 0 else str(i))
        figures = [row for row in report.rows if row["type"] == "figure"]
        figures[1].update(state="slash", value="", raw="/")
        figures[2]["marks"] = "cut-off"
        figures[3]["marks"] = "wrapped"
        figures[5]["evidence"] = "identity-holds verified"
        figures[6]["evidence"] = "contradicted"
        sheet = self.open(report)["政府信息公开情况统计表"]
        cells = [row[2] for row in sheet.iter_rows(min_row=5) if row[1].value]
        self.assertEqual([cell.value for cell in cells[:4]], [None, "/", 2, 3])
        self.assertIn("第1页", cells[0].comment.text)
        colours = [cell.fill.fgColor.rgb for cell in cells[:7]]
        self.assertEqual(len(set(colours)), 7)

    def test_the_same_label_twice_is_two_rows(self):
        report = Report()
        for line in range(2):
            for column in ("甲", "乙"):
                report.figure("二", "表", "其他", column, str(line), "件", y1=100 + 20 * line, y2=110 + 20 * line)
        sheet = self.open(report).worksheets[1]
        self.assertEqual([[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)],
                         [["其他", 0, 0], ["其他", 1, 1]])

    def test_labels_and_heads_of_any_depth(self):
        report = Report()
        for row in ("甲", "甲 / 乙 / 丙", "甲 / 丁", "", "甲 / 乙 / 丙", "戊 / 己", "戊 / 己"):
            for column in ("", "A", "A / B / C", "A / B", "A / D", ""):
                report.figure("二", "表", row, column, "1", "件")
        for row in ("甲 / 乙 / 丙", "甲 / 丁", "", "己", "甲 / 丁"):
            report.figure("三", "表", row, "", "1", "件")
            report.figure("三", "另一个表", row, "A / B", "1", "件")
        figures = sum(row["type"] == "figure" for row in report.rows)
        self.assertEqual(sum(cell.value == 1 for sheet in self.open(report).worksheets[1:3] for row in sheet.iter_rows()
                             for cell in row), figures)

    def test_units_of_one_cell(self):
        report = Report()
        for row, (first, second) in enumerate((("件", "万元"), ("项", "元"))):
            report.figure("二", "表", f"行{row}", "甲", "1", first)
            report.figure("二", "表", f"行{row}", "乙", "251000", second)
        sheet = self.open(report).worksheets[1]
        self.assertEqual(sheet["C6"].number_format, '0"元"')


class Prose(Workbook):
    def rich(self):
        with zipfile.ZipFile(Path(self.folder, "out.xlsx")) as parts:
            root = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
        space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
        return [[(run.find("m:t", space).text, run.find("m:rPr/m:b", space) is not None)
                 for run in item.findall("m:r", space)] for item in root.findall("m:si", space) if item.find("m:r", space)]

    def test_the_number_is_bold_in_its_sentence(self):
        report = Report()
        for number in ("21", "11", "1", "1"):
            report.figure("一", "", "申请", "", number, "件", sentence=SENTENCE)
        self.open(report)
        runs = self.rich()
        self.assertEqual(["".join(text for text, _ in run) for run in runs], [SENTENCE] * 4)
        places = [sum(len(text) for text, bold in run[:1]) for run in runs]
        bold = [[text for text, bold in run if bold] for run in runs]
        self.assertEqual(bold, [["21"], ["11"], ["1"], ["1"]])
        self.assertEqual(places, [10, 21, 29, 32])

    def test_unassigned_numerals_come_first(self):
        report = Report()
        for kind, raw in (("date", "2023年"), ("unassigned", "90"), ("figure", "21")):
            report.add("numeral", **{"class": kind, "raw": raw, "sentence": raw + "号"})
        sheet = self.open(report)["数字清单"]
        self.assertEqual([sheet.cell(row, 2).value for row in (2, 3, 4)], ["未归类", "日期", "数据"])


class Words(Workbook):
    """The record speaks in ids and in English; the workbook to people who read Chinese."""

    def test_ids(self):
        report = Report(level="county")
        report.figure("一", "", "申请", "", "21", "件", marks="at-least unit-missing of-tomorrow", level="county")
        book = self.open(report)
        row = [cell.value for cell in book["明细"][2]]
        self.assertEqual((row[12], row[19], row[23]), ("有数", "至少、无单位、of-tomorrow", "县级"))
        self.assertEqual(book["正文数据"]["H2"].value, "至少、无单位、of-tomorrow")
        summary = {row[0].value: row[1].value for row in book["摘要"]}
        self.assertEqual(summary["级别"], "县级")

    def test_messages(self):
        damage = "page 2: only a picture: it has no text; page 12: left out: the reading process died: what no one knows"
        report = Report(damage=damage)
        told = {
            "no code for its place '某区; 某县': its year is not known": "地区“某区; 某县”未标区划代码：年度不明",
            "表 / 一: the form's row 二: is not there is not there": "表 / 一：缺表式中的行“二: is not there”",
            "printed blank, corrected to 3 by me on 2024-01-02: 补登": "原印空白，更正为3（me，2024-01-02）：补登",
            "what a later version says": "what a later version says",
            "page 1: " * 1000 + "only a picture: it has no text": "第1页：" * 6 + "page 1: " * 994 + "only a picture: it has no text",
        }
        for text in told:
            report.add("remark", kind="notice", text=text)
        book = self.open(report)
        self.assertEqual([row[3].value for row in book["提示"].iter_rows(min_row=2)], list(told.values()))
        summary = {row[0].value: row[1].value for row in book["摘要"]}
        self.assertEqual(summary["未能读全的页"], "第2页：只有图像，没有文字；第12页：未读此页：读取的进程中断：what no one knows")

    def test_every_message_is_known(self):
        """What the sources say of a report, and nothing else, is in the list."""
        texts = {path: re.sub(r'"\s*\n\s*"', "", path.read_text("utf-8")) for path in ROOT.glob("extract/*/*.c")}
        phrases = re.sub(r".* phrases\[\] = ", "", texts.pop(ROOT / "extract/record/record_words.c"), flags=re.DOTALL)
        listed = set(re.findall(r'^    \{"([^"]+)",', phrases, re.MULTILINE))
        self.assertGreater(len(listed), 60)
        sources = re.sub(r"%[sdu]", "%s", "".join(texts.values()))
        of_libraries = {"PDF document is damaged", "No such file or directory", "Permission denied"}
        put_together = {"page %s: %s", "no code for its place '%s': %s", "%s: the form's row %s is not there",
                        "%s: the form's column %s is not there", "the reading process died: %s (out of memory?)", "it has no pages"}
        self.assertEqual({phrase for phrase in listed - of_libraries - put_together if phrase not in sources}, set())
        calls = (r'page_set_damage\([^"()]*"([^"]+)"', r'->(?:trouble|excess)\s*=\s*"([^"]+)"', r'DOCUMENT_ERROR_\w+, "([^"]+)"',
                 r'record_(?:remark|failure)\([^"()]*"[a-z-]+", "([^"]+)"', r'refuse\("([^"]+)"')
        said = {message for call in calls for message in re.findall(call, sources)}
        self.assertGreater(len(said), 20)
        self.assertEqual(said - listed - {"not a PDF that can be read: it has no pages"}, set())


class Checks(Workbook):
    def report(self):
        report = Report()
        figures = [report.figure("四", "表", "", f"列{i}", value, "件")
                   for i, value in enumerate(("11", "10", "1", "", "0.5", "0.25"))]
        address = [Report.address(figure) for figure in figures]

        def check(state, places, terms, left, right, difference, **more):
            report.add("check", **{"check": "a.b", "state": state, "figures": " ".join(address[i] for i in places),
                                   "terms": terms, "left": left, "right": right, "difference": difference, **more})

        check("holds", (0, 1, 2), "= + +", "11", "11", "0")
        check("not-assessable", (0, 1, 3), "= + +", "11", "10", "1", if_blank_is_zero="differs")
        check("total-not-printed", (3, 1, 2), "= + +", "", "11", "")
        check("contradicted", (4, 5), "= +", "0.5", "0.25", "0.25")
        check("contradicted", (0, 1), "= /", "11", "1100", "0")
        check("holds", (1, 2, 0), "= / :", "10", "9", "1")
        check("holds", (1, 1, 0), "= / :", "10", "90", "-80")
        return report

    def test_failing_first_with_live_formulas(self):
        sheet = self.open(self.report())["勾稽"]
        states = [sheet.cell(row, 3).value for row in range(2, 9)]
        self.assertEqual(states, ["报告自相矛盾", "报告自相矛盾", "缺数，不能判断", "合计未印", "符合", "符合", "符合"])
        self.assertEqual([sheet.cell(2, column).value for column in (7, 8, 9)],
                         ["=IF(COUNT('明细'!K6)<1,\"不能判断\",'明细'!K6)",
                          "=IF(COUNT('明细'!K7)<1,\"不能判断\",'明细'!K7)",
                          '=IF(COUNT(G2,H2)<2,"不能判断",ROUND(G2-H2,2))'])
        self.assertEqual([sheet.cell(3, column).value for column in (7, 8, 9)], [11, 1100, 0])  # no sum: no formula
        self.assertEqual([sheet.cell(row, 8).value for row in (7, 8)],
                         [f"=IF(COUNT('明细'!{part},'明细'!K2)<2,\"不能判断\",{way}('明细'!{part}/'明细'!K2*100,0))"
                          for part, way in (("K4", "ROUND"), ("K3", "ROUNDDOWN"))])
        self.assertEqual(sheet.cell(6, 12).value, "=HYPERLINK(\"#'明细'!K2\",11)")

    def test_cached_values(self):
        sheet = self.open(self.report(), data_only=True)["勾稽"]
        self.assertEqual([[sheet.cell(row, column).value for column in (7, 8, 9)] for row in (2, 4, 5, 6, 7, 8)],
                         [[0.5, 0.25, 0.25], [11, "不能判断", "不能判断"],
                          ["不能判断", 11, "不能判断"], [11, 11, 0],
                          [10, 9, 1], [10, 90, -80]])

    @unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not there")
    @slow
    def test_libreoffice_comes_to_the_same(self):
        write(self.folder, [self.report()])
        profile = Path(self.folder, "profile")
        setting = ('<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
                   '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" '
                   'oor:op="fuse"><value>0</value></prop></item></oor:items>')
        (profile / "user").mkdir(parents=True)
        (profile / "user/registrymodifications.xcu").write_text(setting)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
                        "xlsx:Calc MS Excel 2007 XML", "--outdir", self.folder + "/again", self.folder + "/out.xlsx"],
                       check=True, capture_output=True, timeout=120)
        ours, theirs = (openpyxl.load_workbook(Path(self.folder, name), data_only=True)["勾稽"]
                        for name in ("out.xlsx", "again/out.xlsx"))
        for row in range(2, 9):
            for column in range(7, 16):
                self.assertEqual(ours.cell(row, column).value, theirs.cell(row, column).value, (row, column))


class HostileText(Workbook):
    def cell(self, text):
        report = Report()
        report.figure("二", "表", text, "列", "1", "件")
        return self.open(report)["明细"]["H2"]

    def test_a_formula_is_text(self):
        for text in ("=1+1", "+1", "-1+2", "@SUM(A1)", '=HYPERLINK("http://example.org")'):
            cell = self.cell(text)
            self.assertEqual((cell.data_type, cell.value), ("s", text))

    def test_what_breaks_xml(self):
        self.assertEqual(self.cell("a\x01b\x1fc\ufffed<&>\"'").value, "a\ufffdb\ufffdc\ufffdd<&>\"'")

    def test_what_breaks_links(self):
        book = self.open(form_2014(path='a\ufffe "b"\n.pdf'))
        self.assertEqual(book["明细"]["O2"].value, '=HYPERLINK("a%EF%BF%BE%20%22b%22%0A.pdf#page=1",1)')

    def test_an_escape_stays_as_written(self):
        self.cell("_x0041_")
        with zipfile.ZipFile(Path(self.folder, "out.xlsx")) as parts:
            self.assertIn("_x005F_x0041_", parts.read("xl/sharedStrings.xml").decode())

    def test_what_does_not_fit_says_so(self):
        text = "字" * 32767
        self.assertEqual(self.cell(text).value, text)
        value = self.cell(text + "后面的").value
        shown = re.fullmatch(r"(字+)……（此格放不下，后面还有(\d+)字，见 \.jsonl）", value)
        self.assertEqual(len(shown[1]) + int(shown[2]), 32770)
        self.assertLessEqual(len(value), 32767)
        self.assertEqual(self.cell("𠀀" * 16383 + "字").value, "𠀀" * 16383 + "字")  # two units each, in Excel's count


class Bytes(Workbook):
    def test_same_input_same_bytes(self):
        first = write(self.folder, [form_2021()]).read_bytes()
        self.assertEqual(write(self.folder, [form_2021()]).read_bytes(), first)
        german = dict(os.environ, LC_ALL="de_DE.UTF-8", TZ="Asia/Shanghai")
        self.assertEqual(write(self.folder, [form_2021()], env=german).read_bytes(), first)

    def created(self, *reports, **options):
        return openpyxl.load_workbook(write(self.folder, reports, **options)).properties.created.isoformat()

    def test_the_date_is_that_of_the_newest_input(self):
        old, new = form_2014(modified="2019-01-02T03:04:05Z"), form_2014(modified="2020-02-03T04:05:06Z")
        self.assertEqual(self.created(new, old), "2020-02-03T04:05:06")
        self.assertEqual(self.created(form_2014(modified="")), "1980-01-01T00:00:00")
        epoch = dict(os.environ, SOURCE_DATE_EPOCH="86400000000")
        self.assertEqual(self.created(new, env=dict(epoch, SOURCE_DATE_EPOCH="1600000000")), "2020-09-13T12:26:40")


class Many(Workbook):
    def test_more_reports_than_are_laid_out(self):
        book = self.open(*(form_2014(path=f"{i}.pdf") for i in range(40)))
        self.assertEqual(book.sheetnames, ["摘要", "报告", *LISTS, "未读成", *VIEWS])
        self.assertEqual(book["报告"].max_row, 41)
        self.assertEqual(book["明细"].max_row, 1 + 40 * len(LIST_2014))
        self.assertEqual(book["明细"].cell(2 + 39 * len(LIST_2014), 1).value, "39.pdf")
        text = "\n".join(str(cell.value) for row in book["摘要"] for cell in row)
        self.assertIn(f"统计表{40 * len(LIST_2014)}格", text)

    @slow
    def test_rows_go_on_in_a_next_sheet(self):
        most, more = 1048576, 10
        source = Path(self.folder, "in.jsonl")
        with source.open("w") as file:
            file.write('{"type":"report","report":"a.pdf"}\n')
            file.writelines('{"type":"remark"}\n' for _ in range(most + more - 2))
            file.write('{"type":"remark","text":"last"}\n')
            file.write('{"type":"end","section":0,"figure":0,"numeral":0,"check":0,"remark":%d}\n' % (most + more - 1))
        target = Path(self.folder, "out.xlsx")
        extract(source, "-o", target, timeout=600)
        book = openpyxl.load_workbook(target, read_only=True)
        self.assertEqual(book.sheetnames[-1], "提示 2")
        rows = list(book["提示 2"].iter_rows(values_only=True))
        self.assertEqual((rows[0][0], len(rows), rows[-1][3]), ("报告", 1 + more, "last"))


NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]


@unittest.skipIf(subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode, "no user namespaces here")
class FullDisk(Workbook):
    def run_full(self, size, targets, script="", **options):
        """Runs the program where `disk` has that many kilobytes; what is left there, and the finished process."""
        Path(self.folder, "disk").mkdir(exist_ok=True)
        command = (f'mount -t tmpfs -o size={size}k none disk && {script} "$@"; status=$?; cp -r disk left; '
                   'exit $status')
        shutil.rmtree(Path(self.folder, "left"), ignore_errors=True)
        done = subprocess.run([*NAMESPACE, "sh", "-c", command, "sh", EXTRACT, "in.jsonl", *targets], cwd=self.folder,
                              capture_output=True, text=True, timeout=60, **options)
        return {path.name: path.stat().st_size for path in Path(self.folder, "left").iterdir()}, done

    def test_output_disk(self):
        Path(self.folder, "in.jsonl").write_text(form_2021().lines() * 2, "utf-8")
        Path(self.folder, "whole").mkdir()
        for suffix in ("csv", "jsonl", "xlsx"):
            whole = write(self.folder, [form_2021(), form_2021()], f"whole/out.{suffix}").stat().st_size
            fitted = 0
            for size in (4, 8, 16, 32, 64, 128, 256, 512, 4096):
                left, done = self.run_full(size, ["-o", f"disk/out.{suffix}"])
                if done.returncode == 2:
                    self.assertEqual(left, {})
                    self.assertIn("No space left on device", done.stderr)
                else:
                    self.assertEqual(left, {f"out.{suffix}": whole})
                    fitted += 1
            self.assertTrue(0 < fitted < 9)

    def test_full_folder_for_temporary_files(self):
        Path(self.folder, "in.jsonl").write_text(form_2021().lines(), "utf-8")
        whole = write(self.folder, [form_2021()], "whole.xlsx").read_bytes()
        left, done = self.run_full(4, ["-o", "out.xlsx"], "TMPDIR=disk")
        self.assertIn(done.returncode, (0, 1))
        self.assertEqual((left, Path(self.folder, "out.xlsx").read_bytes()), ({}, whole))
