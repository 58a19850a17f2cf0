/*
 * record_words.c - two lists and how they are looked up.
 *
 * A message was put together where something was found, like a gettext message with its %s filled in. So it is taken
 * apart again: each %s of a phrase stands for any text, which may be a message itself.
 *
 *     page 2: left out: the reading process died: Killed
 *     第2页：  未读此页：  读取的进程中断：被终止
 */
#include "record/record_words.h"

#include <glib.h>
#include <string.h>

/* Messages within messages: more is somebody's idea of a joke. */
enum { DEPTH = 6 };

/* The closed lists of README. */
typedef struct Word {
  const char *id, *word;
} Word;
static const Word level[] = {
    {"province", "省级"}, {"prefecture", "地级"}, {"county", "县级"}, {"town", "乡级"}, {"department", "部门"},
};
static const Word given[] = {
    {"place", "地区"},
    {"year", "年度"},
    {"code", "区划代码"},
    {"url", "来源"},
};
static const Word state[] = {
    {"figure", "有数"}, {"blank", "空白"}, {"slash", "斜杠"}, {"dash", "横线"}, {"none", "无"}, {"text", "文字"},
};
static const Word marks[] = {
    {"about", "约数"},
    {"ambiguous", "所指不明"},
    {"at-least", "至少"},
    {"at-most", "至多"},
    {"clipped", "超出页边"},
    {"corrected", "有更正"},
    {"cut-off", "页边截断"},
    {"damaged-page", "页面损坏"},
    {"decrease", "减少"},
    {"in-cell", "格内另一数"},
    {"increase", "增加"},
    {"label-by-path", "按序号认行"},
    {"label-differs", "行名有出入"},
    {"ocr", "OCR文字"},
    {"remark", "格内有说明"},
    {"second-report", "另一份报告"},
    {"spaced", "数字分开"},
    {"unit-in-cell", "单位在格内"},
    {"unit-missing", "无单位"},
    {"worded", "文字表述"},
    {"wrapped", "格内换行"},
};
static const Word evidence[] = {
    {"both-roads-agree", "两种读法一致"},
    {"contradicted", "与其他数字矛盾"},
    {"exact-label", "名称相符"},
    {"identity-holds", "勾稽相符"},
    {"in-doubt", "存疑"},
    {"plain", "无旁证"},
    {"prose-agrees", "与正文相符"},
    {"ruled-cell", "格有框线"},
    {"single-candidate", "仅此一处"},
    {"verified", "已证实"},
};
static const Word class[] = {
    {"figure", "数据"},
    {"date", "日期"},
    {"document-number", "文号"},
    {"law-article", "法条"},
    {"section-number", "章节号"},
    {"ordinal", "序数"},
    {"phone", "电话"},
    {"post-code", "邮编"},
    {"address", "地址"},
    {"url", "网址"},
    {"page-number", "页码"},
    {"web-page", "网页文字"},
    {"name", "名称"},
    {"unassigned", "未归类"},
};
static const Word kind[] = {
    {"notice", "说明"},
    {"row-missing", "缺行缺列"},
    {"repeated", "重复的表"},
    {"second-report", "另有一份报告"},
    {"ocr", "图像和OCR文字"},
    {"picture", "只有图像"},
    {"unreadable", "无法读取"},
    {"damaged", "损坏"},
    {"limit", "超出限度"},
    {"correction", "更正"},
    {"correction-refused", "更正未采用"},
    {"encrypted", "已加密"},
    {"not-recognised", "非年报"},
    {"timeout", "超时"},
    {"crash", "读取时出错"},
};

typedef struct List {
  const char *field;
  const Word *words;
  size_t n;
} List;
static const List lists[] = {
    {"level", level, G_N_ELEMENTS(level)},
    {"given", given, G_N_ELEMENTS(given)},
    {"state", state, G_N_ELEMENTS(state)},
    {"marks", marks, G_N_ELEMENTS(marks)},
    {"evidence", evidence, G_N_ELEMENTS(evidence)},
    {"class", class, G_N_ELEMENTS(class)},
    {"kind", kind, G_N_ELEMENTS(kind)},
};

/* Whoever changes a message changes it here: a test compares them. The longer of two that begin alike comes first. */
static const struct {
  const char *english, *chinese;
} phrases[] = {
    {"page %s: %s", "第%s页：%s"},

    /* whose report it is */
    {"no code for its place '%s': %s", "地区“%s”未标区划代码：%s"},
    {"a town's, and its county is not named", "是乡镇，报告没有说属于哪个县"},
    {"none is named", "报告没有说是哪里"},
    {"it was given another code about its year", "该年前后代码有变更"},
    {"several divisions of its year have this name", "该年有几个同名的行政区划"},
    {"a zone is no administrative division", "开发区、新区之类不是行政区划"},
    {"no division of its year has this name", "该年没有这个名称的行政区划"},
    {"its year is not known", "年度不明"},
    {"the title says %s, the period of its figures begins in %s", "标题说是%s年，所列数据的期限却始于%s年"},
    {"%s indicators stand in two tables: another report in this file, or figures of another scope; where they differ, "
     "none is taken",
     "%s项指标在两张表中都有：文件里另有一份报告，或口径不同；两处不一的都不取"},
    {"another report begins, '%s': its figures are listed without an indicator, under the place and year of the first",
     "自此是另一份报告“%s”：其中的数据照列，不标指标，地区和年度仍写第一份的"},
    {"only damaged pages say its place and year: all its figures are in doubt",
     "只有损坏的页面说明地区和年度：全部数据存疑"},

    /* what is missing */
    {"%s: the form's row %s is not there", "%s：缺表式中的行“%s”"},
    {"%s: the form's column %s is not there", "%s：缺表式中的列“%s”"},
    {"the form's table %s is not there", "缺表式中的表“%s”"},
    {"too many tables: not all of them were looked for", "表格太多，没有全部查找"},
    {"too many numerals: not all of them were read", "数字太多，没有全部读取"},
    {"a pattern of the prose ran into its limit: a figure may be missing", "正文的一条规则超出限度，可能漏了数据"},
    {"%s; not all of it was read: %s", "%s；没有全部读出：%s"},
    {"not recognised: no title of such a report, none of its sections, no statistics table",
     "认不出是年度报告：没有这种报告的标题、章节和统计表"},
    {"not recognised: nothing to read: %s", "没有可读的内容：%s"},
    {"not recognised: none of its %s pages is to be read", "共%s页，要读的页不在其中"},
    {"not recognised: no text", "没有文字"},

    /* corrections */
    {"correction of %s refused: %s", "对 %s 的更正未采用：%s"},
    {"no figure stands there", "该处没有数据"},
    {"more than one figure stands there", "该处不止一个数据"},
    {"printed %s, corrected to %s by %s on %s: %s", "原印%s，更正为%s（%s，%s）：%s"},

    /* what hinders reading */
    {"its text cannot be read: the fonts do not say which characters they paint",
     "文字无法读取：字体没有说明所印是哪些字"},
    {"a picture: the text behind it is of OCR, and may be misread", "图像：文字由OCR识别而来，可能有误"},
    {"only a picture: it has no text", "只有图像，没有文字"},
    {"pictures and audit copy: %s", "图片和审核副本：%s"},
    {"no audit copy can be made of it: %s", "不能制作审核副本：%s"},
    {"left out: %s", "未读此页：%s"},
    {"a password is needed", "需要密码"},
    {"protected by other means than a password: it opens only in the program that protected it",
     "不是用密码加密，只能用加密它的程序打开"},
    {"the password does not open it", "密码不对"},
    {"not a PDF that can be read: %s", "不是可读的 PDF：%s"},
    {"PDF document is damaged", "文件已损坏"},
    {"it is empty", "文件是空的"},
    {"it does not begin as one", "文件开头不是 PDF"},
    {"it has no pages", "没有页面"},
    {"its end is missing: it may not have been downloaded whole", "缺少结尾，可能没有下载完整"},
    {"it is a web page: the site may have sent that in the place of the report", "是网页，网站可能没有给出报告"},
    {"it is a document of Word or the like, or an archive", "是 Word 之类的文档或压缩包"},
    {"it is a document of Word or the like", "是 Word 之类的文档"},
    {"it is an archive: one PDF in it is read, and no other", "是压缩包：只读取了其中一个 PDF"},
    {"the last change made to it is cut off: it may be read as it was before",
     "最后一次修改不完整，读到的可能是修改前的内容"},
    {"its pages are not as many as it says: some are missing, or are not read",
     "页数与文件所说不符，有的页面缺失或没有读取"},
    {"too many pages: --pages reads the others", "页数太多，其余的可用 --pages 读取"},
    {"a page stands in it twice", "有一页重复"},
    {"it is no page", "不是页面"},
    {"what reaches over its edge cannot be read", "超出页边的内容无法读取"},
    {"objects that its pages are made of are damaged", "构成页面的对象已损坏"},
    {"only its text can be read", "只能读出文字"},
    {"the text is not valid UTF-8", "文字不是 UTF-8 编码"},
    {"the file is damaged: objects may be missing", "文件已损坏，可能缺少内容"},
    {"the page cannot be found", "找不到此页"},
    {"too much on the pages before: --pages reads it alone", "前面各页的内容太多，可用 --pages 单独读取"},
    {"too many characters", "字太多"},
    {"too many filled areas", "填色的区域太多"},
    {"too many fonts: not all of them were verified", "字体太多，没有全部核对"},
    {"too many rules", "线条太多"},
    {"a path has too many points", "一条线的点太多"},
    {"characters without width or height: the table of sizes of their font is damaged",
     "有的字没有宽度或高度：字体的尺寸表已损坏"},
    {"its characters and their places are out of step", "文字与其位置对不上"},
    {"its content cannot be found", "找不到页面的内容"},
    {"its content is missing", "缺少页面的内容"},
    {"its content is too long when decompressed", "页面的内容解压后太长"},
    {"its compressed content is damaged", "页面的压缩内容已损坏"},
    {"the content has too many parts", "页面的内容分块太多"},
    {"the content has too many operators", "页面的内容指令太多"},
    {"graphics states are nested too deep", "图形状态嵌套太深"},
    {"forms are nested too deep", "图形嵌套太深"},
    {"a font does not say what all of its characters are: any may be another",
     "有字体没有说明全部字符是什么字，页上的字可能有错"},
    {"a font's table of characters is damaged", "字体的字符表已损坏"},
    {"a font's matrix is damaged", "字体的矩阵已损坏"},
    {"a font's table of widths is damaged", "字体的宽度表已损坏"},
    {"a font's height is damaged", "字体的高度已损坏"},
    {"a key of a font is damaged", "字体的一项已损坏"},
    {"a key of the page is damaged", "页面的一项已损坏"},

    /* the file, and the process that reads it */
    {"is a folder", "是文件夹"},
    {"not a regular file", "不是普通文件"},
    {"larger than 512 MB", "大于 512 MB"},
    {"No such file or directory", "没有这个文件"},
    {"Permission denied", "没有读取的权限"},
    {"took longer than the time limit, which --timeout sets", "超过时限，可用 --timeout 放宽"},
    {"gave more data than the limit", "数据超过限度"},
    {"the reading process died: %s (out of memory?)", "读取的进程中断：%s（内存不足？）"},
    {"the reading process died: %s", "读取的进程中断：%s"},
    {"the reading process could not be confined", "读取的进程无法隔离"},
    {"the reading process could not load what it reads with", "读取的进程无法装入所需的程序"},
    {"the reading process ended with status %s", "读取的进程以状态%s结束"},
    {"the reading process sent an incomplete or malformed record", "读取的进程送来的记录不完整或有误"},
};

static const List *find_list(const char *field) {
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
    if (strcmp(lists[i].field, field) == 0) return &lists[i];
  return NULL;
}

/* The word for the id of that length; NULL when there is none. */
static const char *find_word(const List *list, const char *id, size_t length) {
  for (size_t i = 0; i < list->n; i++)
    if (strncmp(list->words[i].id, id, length) == 0 && list->words[i].id[length] == '\0') return list->words[i].word;
  return NULL;
}

char *record_words(const char *field, const char *ids) {
  const List *list = find_list(field);
  if (!*ids || !list) return g_strdup(ids);
  GString *text = g_string_new(NULL);
  for (const char *id = ids; *id;) {
    const size_t length = strcspn(id, " ");
    const char *word = find_word(list, id, length);
    if (id != ids) g_string_append(text, "、");
    g_string_append_len(text, word ? word : id, word ? -1 : (gssize)length);
    id += length + (id[length] == ' ');
  }
  return g_string_free(text, FALSE);
}

/* What stands in `text` for each %s of `phrase`; NULL when it is another message. New strings. */
static char **take_apart(const char *phrase, const char *text) {
  g_auto(GStrv) parts = g_strsplit(phrase, "%s", -1);
  g_autoptr(GStrvBuilder) holes = g_strv_builder_new();
  if (!g_str_has_prefix(text, parts[0])) return NULL;
  const char *at = text + strlen(parts[0]);
  for (char **part = parts + 1; *part; part++) {
    const size_t rest = strlen(at), length = strlen(*part);
    const char *next = part[1] ? strstr(at, *part) : rest >= length ? at + rest - length : NULL;
    if (!next || !g_str_has_prefix(next, *part)) return NULL;
    g_autofree char *hole = g_strndup(at, (size_t)(next - at));
    g_strv_builder_add(holes, hole);
    at = next + length;
  }
  return *at ? NULL : g_strv_builder_end(holes);
}

static void append_message(GString *out, const char *english, int depth);

static void append_phrase(GString *out, const char *chinese, char *const *holes, int depth) {
  g_auto(GStrv) parts = g_strsplit(chinese, "%s", -1);
  for (unsigned i = 0; parts[i]; i++) {
    if (i) append_message(out, holes[i - 1], depth + 1);
    g_string_append(out, parts[i]);
  }
}

static void append_message(GString *out, const char *english, int depth) {
  for (size_t i = 0; depth < DEPTH && i < G_N_ELEMENTS(phrases); i++) {
    g_auto(GStrv) holes = take_apart(phrases[i].english, english);
    if (!holes) continue;
    append_phrase(out, phrases[i].chinese, holes, depth);
    return;
  }
  const char *word = find_word(find_list("state"), english, strlen(english)); /* "printed blank, corrected to 3 ..." */
  g_string_append(out, word ? word : english);
}

char *record_message(const char *english) {
  g_auto(GStrv) pages = g_strsplit(english, "; page ", -1); /* as the damage of a report lists them */
  GString *out = g_string_new(NULL);
  for (char **page = pages; *page; page++) {
    g_autofree char *text = g_strconcat(page == pages ? "" : "page ", *page, NULL);
    if (page != pages) g_string_append(out, "；");
    append_message(out, text, 0);
  }
  return g_string_free(out, FALSE);
}
