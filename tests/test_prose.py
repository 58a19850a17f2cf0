"""Sentences: what they state, what their numerals are, and that none is lost."""
import collections
import json
import random
import re
import tempfile
import unittest
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from support import ROOT, SAMPLES, SHARED, extract, needs_shared

PHRASES = SHARED / "real" / "phrases.jsonl"
TITLE = "{}年某某市人民政府信息公开工作年度报告"
PATTERNS = (ROOT / "patterns" / "numerals.yaml").read_text("utf-8")
CLASSES = {"figure", "unassigned", *re.findall(r"^  - class: (\S+)", PATTERNS, re.MULTILINE)}

# Numerals of no known kind: codes, scores, sums of nothing. Each must be left to the reader.
PLANTED = [
    "其中涉及代号QX7731的部分另行说明。", "该模块取值为4471。", "记作（8842）备查。", "按BK-20甲执行。", "见7/31/9节点。",
    "装置XJ90运行正常。", "系数取0.618。", "阈值设为1.5。", "步长0.05。", "口令A7K9。", "型号M3Z。", "标记为77X。", "参数是36。",
    "结果记为19.4。", "指数125。", "浓度为88μg。", "序列3141592。", "数值5270。", "代码0071。", "片区K12。", "底数2。",
    "波段8.25。", "比值3:7。", "约定符号64。", "密级Q2。", "常数9.8。", "行为码2077。", "基准值101325。", "余数13。", "样本ZR5。",
    "读数为0.003。", "流水字头55。", "定位点X81。", "取模17。", "偏移-12。", "批号C40。", "压力23kPa。", "转速1450r。", "频率50Hz。",
    "色号RAL9010。"]


def read(text, year=2021, heading="总体情况", title=TITLE):
    """The lines of the record, by type."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(f"{title.format(year)}\n\n一、{heading}\n{text}\n", "utf-8")
        done = extract("--from=text", path, "-o", "-", "--format=jsonl", "-q")
    rows = collections.defaultdict(list)
    for line in done.stdout.splitlines():
        row = json.loads(line)
        rows[row["type"]].append(row)
    return rows


def read_pdf(path):
    rows = collections.defaultdict(list)
    for line in extract(path, "-o", "-", "--format=jsonl", "-q").stdout.splitlines():
        row = json.loads(line)
        rows[row["type"]].append(row)
    return rows


def sentences_of(path):
    """(sentence, [(value, unit, marks or None)], [unassigned]) of a file of tests/prose."""
    sentence = None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("= "):
            stated, _, left = line[2:].partition(" ; unassigned ")
            found = re.findall(r"(\S+) ([^\s;]+)(?: \[(.*?)\])?(?:; |$)", stated) if stated != "nothing" else []
            figures = [(Decimal(value), unit.replace("-", ""), marks) for value, unit, marks in found]
            marked = [f"{value} {unit} [" in line for value, unit, _ in found]
            yield sentence, [(*figure[:2], figure[2] if known else None) for figure, known in zip(figures, marked)], left.split()
        elif line and not line.startswith("#"):
            sentence = line.replace("％", "%")  # as folded


def prose(rows):
    return [figure for figure in rows["figure"] if not figure["table"]]


class Sentences(unittest.TestCase):
    def check_file(self, name):
        cases = list(sentences_of(ROOT / "tests" / "prose" / name))
        rows = read("\n".join(sentence for sentence, _, _ in cases))
        figures, left = collections.defaultdict(list), collections.defaultdict(list)
        for figure in prose(rows):
            figures[figure["sentence"]].append(figure)
        for numeral in rows["numeral"]:
            if numeral["class"] == "unassigned":
                left[numeral["sentence"]].append(numeral["raw"])
        for sentence, expected, unassigned in cases:
            with self.subTest(sentence):
                found = figures[sentence]
                self.assertEqual([(Decimal(f["value"]), f["unit"]) for f in found], [e[:2] for e in expected])
                self.assertEqual([f["marks"] for f, e in zip(found, expected) if e[2] is not None],
                                 [e[2] for e in expected if e[2] is not None])
                self.assertEqual(left[sentence], unassigned)

    def test_invented_sentences(self):
        self.check_file("sentences.txt")

    def test_planted_numerals_stay_unassigned(self):
        rows = read("\n".join(PLANTED))
        self.assertEqual(prose(rows), [])
        classes = collections.defaultdict(set)
        for numeral in rows["numeral"]:
            classes[numeral["sentence"]].add(numeral["class"])
        for sentence in PLANTED:
            with self.subTest(sentence):
                self.assertEqual(classes[sentence], {"unassigned"})

    def test_words_are_no_numerals(self):
        rows = read("进一步统一思想，逐一落实，万无一失，一律公开，一方面加强，三审三校，千方百计。")
        classes = {numeral["raw"]: numeral["class"] for numeral in rows["numeral"] if "统一" in numeral["sentence"]}
        self.assertLessEqual(set(classes.values()), {"name"})
        self.assertEqual(prose(rows), [])


    def test_a_sentence_alone_can_be_tried(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sentence.txt"
            path.write_text("收到申请12件", "utf-8")
            rows = extract("--from=text", path, "-o", "-", "--format=csv", "-q").stdout.splitlines()
        self.assertIn(",12,件,figure,", rows[1])


class Account(unittest.TestCase):
    """Every digit of a report is in the account, in one class."""

    def test_the_readme_tells_the_classes(self):
        told = (ROOT / "README.md").read_text("utf-8").partition("### Every numeral")[2].partition("\n## ")[0]
        first_cells = [line.split("|")[1] for line in told.splitlines() if line.startswith("|")]
        self.assertEqual(set(re.findall(r"`([a-z-]+)`", "".join(first_cells))), CLASSES)

    def check(self, rows):
        self.assertLessEqual({numeral["class"] for numeral in rows["numeral"]}, CLASSES)
        addresses = {self.address(figure) for figure in rows["figure"]}
        for numeral in rows["numeral"]:
            self.assertEqual(bool(numeral["figure"]), numeral["class"] == "figure", numeral)
            if numeral["figure"]:
                self.assertIn(numeral["figure"], addresses)
        named = collections.Counter(numeral["figure"] for numeral in rows["numeral"] if numeral["figure"])
        for figure in prose(rows):
            self.assertEqual(named[self.address(figure)], 1, figure)

    @staticmethod
    def address(figure):
        left, top = (Decimal(str(figure[side])).quantize(Decimal("0.1"), ROUND_HALF_UP) for side in ("x1", "y1"))
        return f"{figure['sha256'][:12]}:{figure['page']}:{left},{top}"

    def digits(self, rows):
        numerals = "".join(numeral["raw"] for numeral in rows["numeral"])
        printed = "".join(section["text"] for section in rows["section"])
        return sum(map(str.isdigit, numerals)), sum(map(str.isdigit, printed))

    def test_a_sample(self):
        rows = read_pdf(SAMPLES / "liaocheng-2018.pdf")
        self.check(rows)
        counted, printed = self.digits(rows)
        self.assertGreaterEqual(counted, printed)

    def test_text(self):
        rows = read("一、概述\n2021年，收到申请12件，其中网络申请9件（国办发〔2019〕14号）。\n电话：0517-87222589。")
        self.check(rows)
        counted, printed = self.digits(rows)
        self.assertGreaterEqual(counted, printed)


    def test_no_digit_is_lost(self):
        """Whatever the text, as many digits are in the account as were printed: none twice, none dropped."""
        dice = random.Random(2019)
        signs = ("0123456789一二三四五百千万第（）()〔〕.,，、。；：%-—年月日号条件次项个人未无零收到申请行政复议诉讼其中分别为“”网站"
                 "@abcwww.http://")
        text = "\n".join("".join(dice.choices(signs, k=dice.randint(5, 400))) for _ in range(60))
        rows = read(text)
        self.check(rows)
        counted = sum(c in "0123456789" for numeral in rows["numeral"] for c in numeral["raw"])
        self.assertEqual(counted, sum(c in "0123456789" for c in TITLE.format(2021) + text))


class Whole(unittest.TestCase):
    """What is a part of what."""

    def wholes(self, text):
        figures = prose(read(text))
        values = {Account.address(figure): figure["value"] for figure in figures}
        return [(figure["value"], values.get(figure["whole"], "")) for figure in figures]

    def test_among_them(self):
        self.assertEqual(self.wholes("共收到申请20件，办结18件。其中，予以公开12件，占66.7%；部分公开6件，占33.3%。"),
                         [("20", ""), ("18", ""), ("12", "18"), ("66.7", "18"), ("6", "18"), ("33.3", "18")])

    def test_among_those_of_the_same_unit(self):
        self.assertEqual(self.wholes("举办发布会19场，出席25人次。其中，疫情防控发布会15场。"), [("19", ""), ("25", ""), ("15", "19")])

    def test_among_them_again(self):
        self.assertEqual(self.wholes("受理申请21件，包括信函2件、网络19件。其中予以公开10件。"),
                         [("21", ""), ("2", "21"), ("19", "21"), ("10", "21")])

    def test_brackets(self):
        self.assertEqual(self.wholes("公开信息3607件（市政府349件、县区3258件），解读材料15篇。"),
                         [("3607", ""), ("349", "3607"), ("3258", "3607"), ("15", "")])

    def parts_checks(self, text):
        return [(row["left"], row["right"], row["state"]) for row in read(text)["check"] if row["check"] == "prose.parts"]

    def test_what_is_named_in_passing_is_none_of_the_list(self):
        self.assertEqual(self.parts_checks("办结依申请公开件77件（含2020年结转的3件），其中予以公开60件，部分公开17件。"),
                         [("77", "77", "holds")])
        self.assertEqual(self.parts_checks("公开规章13件（含新制定5件，修改4件，废止4件）。"), [("13", "13", "holds")])
        self.assertEqual(self.parts_checks("公开规章13件（含新制定5件，修改7件，废止4件）。"), [("13", "16", "contradicted")])

    def test_what_was_carried_over_is_no_whole(self):
        self.assertEqual(self.wholes("新收申请31件，上年结转3件，其中自然人28件，企业3件。"),
                         [("31", ""), ("3", ""), ("28", "31"), ("3", "31")])

    def test_a_list_of_its_own_is_no_part(self):
        self.assertEqual(self.wholes("收到申请31件。许可、处罚和强制分别为305件、12件和7件。"),
                         [("31", ""), ("305", ""), ("12", ""), ("7", "")])

    def test_what_another_year_had_is_no_part(self):
        self.assertEqual(self.wholes("主动公开信息2846条（去年为2527条），其中通过网站公开2404条。"),
                         [("2846", ""), ("2527", ""), ("2404", "2846")])
        self.assertEqual(self.wholes("主动公开信息2846条（2020年为2527条），其中通过网站公开2404条。"),
                         [("2846", ""), ("2527", ""), ("2404", "2846")])

    def test_parts_end_where_they_are_more_than_the_whole(self):
        self.assertEqual(self.wholes("公开信息50条，其中公文30条、公告20条，回复留言600条。"),
                         [("50", ""), ("30", "50"), ("20", "50"), ("600", "")])

    def test_a_change_is_no_part(self):
        self.assertEqual(self.wholes("收到申请12件，其中网络申请9件，同比增加3件。"), [("12", ""), ("9", "12"), ("3", "")])


class OwnWords(unittest.TestCase):
    def rows(self, text):
        return [(figure["row"], figure["value"], figure["unit"]) for figure in prose(read(text))]

    def test_the_clause_without_time_and_subject(self):
        self.assertEqual(self.rows("2021年，我局共主动公开政府信息46条。"), [("主动公开政府信息", "46", "条")])

    def test_the_first_word_is_left_whole(self):
        self.assertEqual(self.rows("发布信息90条，“要闻”类信息46条。"), [("发布信息", "90", "条"), ("“要闻”类信息", "46", "条")])
        self.assertEqual(self.rows("全县市场监管部门检查主体63户。"), [("市场监管部门检查主体", "63", "户")])

    def test_what_follows_the_unit(self):
        self.assertEqual(self.rows("全年主动公开1792条征地信息。"), [("主动公开征地信息", "1792", "条")])

    def test_what_there_is_none_of(self):
        self.assertEqual([row for row, _, _ in self.rows("全年未发生政府信息公开行政复议、行政诉讼等情况。")],
                         ["政府信息公开行政复议", "行政诉讼"])

    def test_distributed_numbers(self):
        self.assertEqual(self.rows("许可、处罚和强制分别为305件、12件和7件。"),
                         [("许可", "305", "件"), ("处罚", "12", "件"), ("强制", "7", "件")])
        self.assertEqual(self.rows("维持、纠正和其他结果分别为5件、1件、2件。"),
                         [("维持", "5", "件"), ("纠正", "1", "件"), ("其他结果", "2", "件")])

    def test_what_one_row_has_said_the_next_does_not_say(self):
        self.assertEqual(self.rows("清理1个一级栏目、9个二级栏目和7个三级栏目。"),
                         [("清理一级栏目", "1", "个"), ("二级栏目", "9", "个"), ("三级栏目", "7", "个")])

    def test_the_number_of_a_point_is_no_word_of_its_clause(self):
        self.assertEqual(self.rows("一是网站公开信息186条。"), [("网站公开信息", "186", "条")])

    def test_a_remark_in_brackets_is_part_of_the_clause(self):
        self.assertEqual(self.rows("审核发布村（居）务信息4298条。"), [("审核发布村（居）务信息", "4298", "条")])

    def test_a_share_names_what_it_is_a_share_of(self):
        self.assertEqual(self.rows("予以公开71件，占答复总数的25.3%。")[1][0], "予以公开 / 占答复总数")


class Indicators(unittest.TestCase):
    def test_invented_sentences(self):
        cases = collections.defaultdict(list)
        for line in (ROOT / "tests" / "prose" / "indicators.txt").read_text("utf-8").splitlines():
            if line.startswith("@"):
                year = {"@2019": 2021, "@2014": 2017, "@early": 2010}[line]
            elif line.startswith("= "):
                cases[year].append((sentence, line[2:].split("; ")))
            else:
                sentence = line
        for year, sentences in cases.items():
            rows = read("\n".join(sentence for sentence, _ in sentences), year, "依申请公开政府信息情况")
            found = collections.defaultdict(list)
            for figure in prose(rows):
                found[figure["sentence"]].append(figure["indicator"] or "-")
            for sentence, expected in sentences:
                with self.subTest(sentence, year=year):
                    self.assertEqual(found[sentence], expected)

    def ids(self, text):
        return [(figure["indicator"], figure["marks"]) for figure in prose(read(text))]

    def test_accepted_is_ambiguous_unless_it_says(self):
        self.assertEqual(self.ids("全区受理政府信息公开申请21件。"), [("request.received", "ambiguous")])
        self.assertEqual(self.ids("全区共收到政府信息公开申请21件。"), [("request.received", "")])
        self.assertEqual(self.ids("受理政府信息公开申请21件（含上年结转2件）。")[0], ("request.received", ""))

    def test_the_office_of_a_government_receives_for_itself(self):
        def received(title):
            return [figure["indicator"] for figure in prose(read("市政府办公室收到政府信息公开申请36件。", title=title))]
        self.assertEqual(received("某某市人民政府{}年政府信息公开工作年度报告"), [""])
        self.assertEqual(received("某某市人民政府办公室{}年政府信息公开工作年度报告"), ["request.received"])

    def test_a_place_may_be_called_for_short(self):
        def received(title, text):
            return [figure["indicator"] for figure in prose(read(text, title=title))]
        zone = "青芦高新技术产业开发区{}年政府信息公开工作年度报告"
        self.assertEqual(received(zone, "高新区收到政府信息公开申请36件。"), ["request.received"])
        self.assertEqual(received(zone, "园区级部门收到政府信息公开申请36件。"), [""])
        self.assertEqual(received("阿坝藏族羌族自治州{}年政府信息公开工作年度报告",
                                  "阿坝州收到政府信息公开申请36件，汶川县收到申请5件。"), ["request.received", ""])
        self.assertEqual(received("某某市人民政府{}年政府信息公开工作年度报告", "市级收到政府信息公开申请36件。"), [""])

    def test_an_organ_is_told_from_others_by_its_name(self):
        def received(organ, who):
            title = organ + "{}年政府信息公开工作年度报告"
            return [figure["indicator"] for figure in prose(read(f"2021年，{who}收到政府信息公开申请36件。", title=title))]
        self.assertEqual(received("某某县财政局", "县民政局"), [""])
        self.assertEqual(received("某某县人民政府办公室", "县直部门"), [""])
        for organ, who in [("某某县财政局", "县财政局"), ("某某县财政局", "全局"), ("某某县财政局", "局办公室"),
                           ("某某县卫生健康局", "县卫健局"), ("某某市卫生健康委员会", "市卫健委"), ("某某大学", "学校"),
                           ("某某省交通运输厅", "省厅"), ("某某市第一人民医院", "医院")]:
            with self.subTest(organ, who=who):
                self.assertEqual(received(organ, who), ["request.received"])

    def test_an_organ_may_call_itself_anything(self):
        def disclosed(words):
            title = "某某市公安局{}年政府信息公开工作年度报告"
            return [figure["indicator"] for figure in prose(read(words, title=title))]
        for words in ["通过局门户网站公开信息36条。", "今年以来局网站公开信息36条。", "市局网站公开信息36条。",
                      "某某市公安局通过市局门户网站公开信息36条。"]:
            with self.subTest(words):
                self.assertEqual(disclosed(words), ["channel.website"])
        self.assertEqual(disclosed("市民政局网站公开信息36条。"), [""])

    def test_as_of_a_day_is_of_the_year_or_of_all_years(self):
        self.assertEqual(self.ids("截至2021年12月31日，全镇主动公开信息86条。"), [("disclosed.total", "ambiguous")])
        self.assertEqual(self.ids("截至2021年12月31日，全镇全年主动公开信息86条。"), [("disclosed.total", "")])
        self.assertEqual(self.ids("2021年，全镇主动公开信息86条。"), [("disclosed.total", "")])

    def test_one_sentence_says_a_thing_once(self):
        self.assertEqual(self.ids("县民政局收到政府信息公开申请3件，县水务局收到政府信息公开申请5件。"), [("", ""), ("", "")])
        self.assertEqual(self.ids("收到政府信息公开申请5件，受理政府信息公开申请3件。"), [("request.received", ""), ("", "")])
        self.assertEqual(self.ids("收到政府信息公开申请5件，共受理政府信息公开申请5件。"),
                         [("request.received", ""), ("request.received", "ambiguous")])

    def test_what_is_said_of_another_figure_is_not_said_of_this(self):
        self.assertEqual(self.ids("受理政府信息公开申请21件，均已按期答复；答复政府信息公开申请20件（含上年结转2件）。")[:2],
                         [("request.received", "ambiguous"), ("result.total", "")])

    def test_what_goes_on_with_among_them_is_of_what_was_said(self):
        self.assertEqual([one for one, _ in self.ids("全年收到政府信息公开申请46件，同比增长15%。其中自然人43件。")],
                         ["request.received", "", "request.received_nat"])
        self.assertEqual([one for one, _ in self.ids("2020年收到政府信息公开申请46件。其中网络申请43件。")], ["", ""])
        self.assertEqual([one for one, _ in self.ids("县民政局收到政府信息公开申请46件。其中网络申请43件。")], ["", ""])
        self.assertEqual([one for one, _ in self.ids("收到政府信息公开申请46件。自然人43件。")], ["request.received", ""])

    def test_none_in_words(self):
        self.assertEqual(self.ids("全年未收到政府信息公开申请。"), [("request.received", "worded")])
        self.assertEqual(self.ids("未发生政府信息公开行政复议、行政诉讼。"), [("review.total", "worded"), ("", "worded")])

    def test_a_rise_is_no_count(self):
        self.assertEqual(self.ids("收到政府信息公开申请21件，较上年增加4件。"), [("request.received", ""), ("", "increase")])


class Real(unittest.TestCase):
    @needs_shared
    def test_phrases_of_many_places(self):
        """At least 98 of 100 right in value and unit; what is missed is left unassigned, not read as something else."""
        cases = [sentence for line in PHRASES.read_text("utf-8").splitlines() for sentence in json.loads(line)["sentences"]]
        right = total = 0
        for case in cases:
            rows = read(case["text"])
            found = [(Decimal(f["value"]), f["unit"]) for f in prose(rows)]
            for figure in case["figures"]:
                total += 1
                wanted = Decimal(str(figure["value"])), figure["unit"]
                if wanted in found:
                    found.remove(wanted)
                    right += 1
                else:
                    left = [n["raw"] for n in rows["numeral"] if n["class"] == "unassigned"]
                    self.assertIn(str(figure["value"]), left, case["text"])
        self.assertGreaterEqual(right / total, 0.98, f"{right} of {total}")

    @needs_shared
    def test_narrative_figures(self):
        for truth_path in sorted((SHARED / "real").glob("*.truth.json")):
            truth = json.loads(truth_path.read_text("utf-8"))
            pdf = truth_path.with_name(truth_path.name.replace(".truth.json", ".pdf"))
            rows = read_pdf(pdf)
            found = [(Decimal(f["value"]), f["unit"], f["section"]) for f in prose(rows)]
            for figure in truth["narrative"]:
                with self.subTest(figure["text"], pdf=pdf.name):
                    wanted = Decimal(str(figure["value"])), figure["unit"], figure["section"]
                    self.assertIn(wanted, found)
                    found.remove(wanted)
            kept_out = {n["raw"] for n in rows["numeral"] if n["class"] not in ("figure", "unassigned")}
            for text in truth.get("not_statistics", []):
                for digits in re.findall(r"\d{2,}", text):
                    self.assertTrue(any(digits in raw for raw in kept_out), f"{pdf.name}: {text}")

    @needs_shared
    def test_liaocheng(self):
        truth = json.loads((SHARED / "liaocheng-2018.prose.json").read_text("utf-8"))
        rows = read_pdf(SAMPLES / "liaocheng-2018.pdf")
        self.assertEqual([(Decimal(f["value"]), f["unit"]) for f in prose(rows)],
                         [(Decimal(str(f["value"])), f["unit"]) for f in truth["figures"]])
        self.assertEqual([n for n in rows["numeral"] if n["class"] == "unassigned"], [])


if __name__ == "__main__":
    unittest.main()
