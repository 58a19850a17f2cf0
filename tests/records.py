"""Records of reports that nobody wrote, as lines of JSON: the official forms with figures of our own."""
import json

NATURE = ["自然人", *(f"法人或其他组织 / {kind}" for kind in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")), "总计"]
REQUESTS = [
    ("一、本年新收政府信息公开申请数量", "request.received"),
    ("二、上年结转政府信息公开申请数量", "request.carriedin"),
    *((f"三、本年度办理结果 / {row}", indicator) for row, indicator in [
        ("（一）予以公开", "result.granted"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "result.partly"),
        ("（三）不予公开 / 1.属于国家秘密", "result.refused.secret"),
        ("（三）不予公开 / 2.其他法律行政法规禁止公开", "result.refused.law"),
        ("（三）不予公开 / 3.危及“三安全一稳定”", "result.refused.security"),
        ("（三）不予公开 / 4.保护第三方合法权益", "result.refused.thirdparty"),
        ("（三）不予公开 / 5.属于三类内部事务信息", "result.refused.internal"),
        ("（三）不予公开 / 6.属于四类过程性信息", "result.refused.process"),
        ("（三）不予公开 / 7.属于行政执法案卷", "result.refused.casefile"),
        ("（三）不予公开 / 8.属于行政查询事项", "result.refused.enquiry"),
        ("（四）无法提供 / 1.本机关不掌握相关政府信息", "result.unable.notheld"),
        ("（四）无法提供 / 2.没有现成信息需要另行制作", "result.unable.notready"),
        ("（四）无法提供 / 3.补正后申请内容仍不明确", "result.unable.unclear"),
        ("（五）不予处理 / 1.信访举报投诉类申请", "result.dismissed.petition"),
        ("（五）不予处理 / 2.重复申请", "result.dismissed.repeated"),
        ("（五）不予处理 / 3.要求提供公开出版物", "result.dismissed.published"),
        ("（五）不予处理 / 4.无正当理由大量反复申请", "result.dismissed.excessive"),
        ("（五）不予处理 / 5.要求行政机关确认或重新出具已获取信息", "result.dismissed.reconfirm"),
        ("（六）其他处理 / 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "result.other.uncorrected"),
        ("（六）其他处理 / 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "result.other.unpaid"),
        ("（六）其他处理 / 3.其他", "result.other.rest"),
        ("（七）总计", "result.total")]),
    ("四、结转下年度继续办理", "request.carriedout"),
]
SUFFIXES = ["_nat", "_com", "_res", "_ngo", "_law", "_oth", ""]
DISCLOSED = [
    ("第二十条第（一）项", ["本年制发件数", "本年废止件数", "现行有效件数"],
     [("规章", "件", "rule.issued rule.repealed rule.inforce"),
      ("行政规范性文件", "件", "document.issued document.repealed document.inforce")]),
    ("第二十条第（五）项", ["本年处理决定数量"], [("行政许可", "件", "permit.decided")]),
    ("第二十条第（六）项", ["本年处理决定数量"],
     [("行政处罚", "件", "penalty.decided"), ("行政强制", "件", "compulsion.decided")]),
    ("第二十条第（八）项", ["本年收费金额（单位：万元）"], [("行政事业性收费", "万元", "charge.amount")]),
]
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
SUITS = [f"{group} / {outcome}" for group in ("行政复议", "行政诉讼 / 未经复议直接起诉", "行政诉讼 / 复议后起诉")
         for outcome in OUTCOMES]
LIST_2014 = [
    ("一、主动公开情况 / （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条"),
    ("一、主动公开情况 / （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） / 其中：主动公开规范性文件数", "条"),
    ("一、主动公开情况 / （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） / 制发规范性文件总数", "件"),
    ("一、主动公开情况 / （二）通过不同渠道和方式公开政府信息的情况 / 1.政府公报公开政府信息数", "条"),
    ("一、主动公开情况 / （二）通过不同渠道和方式公开政府信息的情况 / 2.政府网站公开政府信息数", "条"),
    ("三、依申请公开情况 / （一）收到申请数", "件"),
    ("三、依申请公开情况 / （一）收到申请数 / 1.当面申请数", "件"),
    ("三、依申请公开情况 / （三）申请答复数", "件"),
    ("三、依申请公开情况 / （三）申请答复数 / 4.不同意公开答复数", "件"),
    ("三、依申请公开情况 / （三）申请答复数 / 4.不同意公开答复数 / 其中：涉及国家秘密", "件"),
    ("三、依申请公开情况 / （三）申请答复数 / 4.不同意公开答复数 / 危及国家安全、公共安全、经济安全和社会稳定", "件"),
    ("七、依申请公开信息收取的费用", "万元"),
    ("八、机构建设和保障经费情况 / （四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "万元"),
]


class Report:
    """Collects the rows of one report; lines() gives them with the end line."""

    def __init__(self, path="report.pdf", place="某某区", year="2023", form="2021-25", **more):
        self.head = {"report": path, "sha256": "94a211352c1f" + "0" * 52, "place": place, "year": year, "form": form}
        self.more = {"title": f"{place}{year}年政府信息公开工作年度报告", "pages": 5, "modified": "2024-01-30T08:00:00Z",
                     "publisher": f"{place}人民政府办公室", "program": "extract", "patterns": "test", **more}
        self.rows = []
        self.failure = None

    def add(self, type_, /, **fields):
        self.rows.append({"type": type_, "report": self.head["report"], **fields})
        return self.rows[-1]

    def figure(self, section, table, row, column, value, unit, **more):
        count = sum(1 for other in self.rows if other["type"] == "figure")
        raw = more.pop("raw", value)
        fields = {"section": section, "table": table, "row": row, "column": column, "value": value, "unit": unit,
                  "state": "figure" if value else "blank", "raw": raw, "page": 1 + count // 60,
                  "x1": 50.0 + count % 60 * 7, "y1": 100.0 + count // 7 * 3, "x2": 54.0 + count % 60 * 7,
                  "y2": 102.0 + count // 7 * 3}
        return self.add("figure", **{**self.head, **fields, **more})

    @staticmethod
    def address(figure):
        return f"{figure['sha256'][:12]}:{figure['page']}:{figure['x1']:.1f},{figure['y1']:.1f}"

    def lines(self):
        if self.failure:
            rows = [{"type": "failure", "report": self.head["report"], **self.failure}]
        else:
            counts = {kind: sum(1 for row in self.rows if row["type"] == kind)
                      for kind in ("section", "figure", "numeral", "check", "remark")}
            rows = [{"type": "report", **self.head, **self.more}, *self.rows, {"type": "end", **counts}]
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def form_2021(value=lambda i: str(i), **head):
    """The whole 2021 form with 25 rows; `value` gives the text of the nth cell ("" for a blank one)."""
    report = Report(**head)
    count = 0
    for mark, title in [("二", "主动公开政府信息情况"), ("三", "收到和处理政府信息公开申请情况"),
                        ("四", "政府信息公开行政复议、行政诉讼情况")]:
        report.add("section", sha256=report.head["sha256"], section=mark, title=title, page=1, text="正文一。\n正文二。")
    for band, columns, rows in DISCLOSED:
        for row, unit, indicators in rows:
            for column, indicator in zip(columns, indicators.split()):
                report.figure("二", band, row, column, value(count), unit, indicator=indicator)
                count += 1
    for row, indicator in REQUESTS:
        for column, suffix in zip(NATURE, SUFFIXES):
            report.figure("三", "收到和处理政府信息公开申请情况", row, f"申请人情况 / {column}", value(count), "件",
                          indicator=indicator + suffix)
            count += 1
    for column in SUITS:
        report.figure("四", "政府信息公开行政复议、行政诉讼情况", "", column, value(count), "件")
        count += 1
    return report


def form_2014(value=lambda i: str(i), **head):
    """Some rows of the 2014 table, with its headings, its 其中 and its units."""
    report = Report(**{"form": "2014", "year": "2018", **head})
    report.add("section", sha256=report.head["sha256"], section="附件/", title="政府信息公开情况统计表", page=4, text="")
    for count, (row, unit) in enumerate(LIST_2014):
        report.figure("附件/", "政府信息公开情况统计表", row, "统计数", value(count), unit)
    return report
