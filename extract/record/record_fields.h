/*
 * record_fields.h - what a row of each type holds, said once: the struct, the columns of .csv, the keys of .jsonl,
 * the tables of .db, the heads of the workbook and the schema of the data package all come from these lists.
 */
#ifndef EXTRACT_RECORD_FIELDS_H
#define EXTRACT_RECORD_FIELDS_H

/*
 * F(name, kind, where, title, note): kind TEXT, COUNT (int), POINTS (double, two decimals), DECIMAL (text, a plain
 * decimal number or ""); where CSV (a column that the contract promises) or INNER (kept in .jsonl and .db only).
 */
#define REPORT_FIELDS(F)                                                                                \
  F(report, TEXT, CSV, "报告", "path as given")                                                         \
  F(sha256, TEXT, CSV, "SHA-256", "of the file's bytes")                                                \
  F(title, TEXT, CSV, "标题", "as printed, folded")                                                     \
  F(publisher, TEXT, CSV, "发布机关", "who signs the report")                                           \
  F(place, TEXT, CSV, "地区", "as the title prints it")                                                 \
  F(code, TEXT, CSV, "区划代码", "GB/T 2260, when certain")                                             \
  F(level, TEXT, CSV, "级别", "province prefecture county town department")                             \
  F(year, TEXT, CSV, "年度", "the year reported on")                                                    \
  F(form, TEXT, CSV, "表式", "id of the form; empty when none")                                         \
  F(pages, COUNT, CSV, "页数", "")                                                                      \
  F(damage, TEXT, CSV, "损坏", "pages not or not wholly read, and why")                                 \
  F(program, TEXT, CSV, "程序版本", "")                                                                 \
  F(patterns, TEXT, CSV, "规则版本", "hash over the pattern files")                                     \
  F(modified, TEXT, INNER, "文件日期", "/ModDate of the PDF, ISO 8601; may be empty")                   \
  F(code_today, TEXT, INNER, "现行区划代码", "that of the same division in the newest edition known")   \
  F(parent, TEXT, INNER, "上级", "the divisions above, greatest first")                                 \
  F(url, TEXT, INNER, "来源", "from the manifest")                                                      \
  F(given, TEXT, INNER, "来自清单", "fields that the manifest overrode, parted by blanks")              \
  F(settings, TEXT, INNER, "设置", "hash of what the run was told beside the file; empty when nothing") \
  F(duplicate, COUNT, INNER, "同年第几份", "its number among the reports of this place and year in this run")

#define SECTION_FIELDS(F)                            \
  F(report, TEXT, CSV, "报告", "")                   \
  F(sha256, TEXT, CSV, "SHA-256", "")                \
  F(section, TEXT, CSV, "章节", "marks joined by /") \
  F(title, TEXT, CSV, "标题", "")                    \
  F(page, COUNT, CSV, "页", "")                      \
  F(text, TEXT, CSV, "正文", "paragraphs parted by newlines")

#define FIGURE_FIELDS(F)                                                                           \
  F(report, TEXT, CSV, "报告", "path as given")                                                    \
  F(sha256, TEXT, CSV, "SHA-256", "of the file's bytes")                                           \
  F(place, TEXT, CSV, "地区", "as the title prints it")                                            \
  F(year, TEXT, CSV, "年度", "the year reported on")                                               \
  F(form, TEXT, CSV, "表式", "id of the form")                                                     \
  F(section, TEXT, CSV, "章节", "marks of the headings above")                                     \
  F(table, TEXT, CSV, "表", "caption, band or section title; empty in prose")                      \
  F(row, TEXT, CSV, "行", "labels left of it, outermost first; in prose what is counted")          \
  F(column, TEXT, CSV, "列", "heads above it, top first; empty in prose")                          \
  F(indicator, TEXT, CSV, "指标", "id, or empty")                                                  \
  F(value, DECIMAL, CSV, "数值", "plain decimal, digits as printed")                               \
  F(unit, TEXT, CSV, "单位", "as printed")                                                         \
  F(state, TEXT, CSV, "状态", "figure blank slash dash none text")                                 \
  F(raw, TEXT, CSV, "原文", "as printed, before folding")                                          \
  F(page, COUNT, CSV, "页", "from 1")                                                              \
  F(x1, POINTS, CSV, "x1", "left")                                                                 \
  F(y1, POINTS, CSV, "y1", "top")                                                                  \
  F(x2, POINTS, CSV, "x2", "right")                                                                \
  F(y2, POINTS, CSV, "y2", "bottom")                                                               \
  F(marks, TEXT, CSV, "标记", "sorted, parted by blanks")                                          \
  F(pattern, TEXT, CSV, "规则", "file and line below patterns/")                                   \
  F(publisher, TEXT, CSV, "发布机关", "")                                                          \
  F(code, TEXT, CSV, "区划代码", "")                                                               \
  F(level, TEXT, CSV, "级别", "")                                                                  \
  F(sentence, TEXT, INNER, "原句", "the sentence of a prose figure, folded")                       \
  F(whole, TEXT, INNER, "所属整体", "address of the figure that this one is a part or a share of") \
  F(evidence, TEXT, INNER, "证据", "what speaks for the reading, parted by blanks")                \
  F(corrected, DECIMAL, INNER, "更正值", "what an auditor says should stand there; never in place of the value")

#define NUMERAL_FIELDS(F)                                                               \
  F(report, TEXT, CSV, "报告", "")                                                      \
  F(sha256, TEXT, CSV, "SHA-256", "")                                                   \
  F(class, TEXT, CSV, "类别", "figure date document-number law-article ... unassigned") \
  F(raw, TEXT, CSV, "原文", "as printed")                                               \
  F(section, TEXT, CSV, "章节", "")                                                     \
  F(sentence, TEXT, CSV, "原句", "the sentence or cell it stands in, folded")           \
  F(page, COUNT, CSV, "页", "")                                                         \
  F(x1, POINTS, CSV, "x1", "")                                                          \
  F(y1, POINTS, CSV, "y1", "")                                                          \
  F(x2, POINTS, CSV, "x2", "")                                                          \
  F(y2, POINTS, CSV, "y2", "")                                                          \
  F(figure, TEXT, CSV, "数据地址", "address of its line in the figures table")          \
  F(pattern, TEXT, CSV, "规则", "file and line that gave the class")

#define CHECK_FIELDS(F)                                                                                                \
  F(report, TEXT, CSV, "报告", "")                                                                                     \
  F(check, TEXT, CSV, "勾稽关系", "id of the rule and what it ran over")                                               \
  F(form, TEXT, CSV, "表式", "")                                                                                       \
  F(relation, TEXT, CSV, "关系式", "as written in the pattern set")                                                    \
  F(left, DECIMAL, CSV, "左", "")                                                                                      \
  F(right, DECIMAL, CSV, "右", "")                                                                                     \
  F(difference, DECIMAL, CSV, "差", "left less right")                                                                 \
  F(state, TEXT, CSV, "结果", "holds contradicted reading-in-doubt not-assessable total-not-printed differs-in-scope") \
  F(if_blank_is_zero, TEXT, CSV, "空白作零时", "holds differs, or empty")                                              \
  F(figures, TEXT, CSV, "数据地址", "addresses, parted by blanks: left side first")                                    \
  F(pattern, TEXT, CSV, "规则", "file and line")                                                                       \
  F(terms, TEXT, INNER, "各项符号",                                                                                    \
    "one a figure: = (less: =-) on the left side, + or - on the right, parted by blanks")                              \
  F(words, TEXT, INNER, "说明", "what it means, for a clerk")

#define REMARK_FIELDS(F)                                                                                            \
  F(report, TEXT, CSV, "报告", "")                                                                                  \
  F(sha256, TEXT, CSV, "SHA-256", "")                                                                               \
  F(page, COUNT, CSV, "页", "0: the whole report")                                                                  \
  F(kind, TEXT, CSV, "种类",                                                                                        \
    "notice row-missing repeated second-report damaged picture ocr unreadable limit correction correction-refused") \
  F(text, TEXT, CSV, "说明", "")                                                                                    \
  F(figures, TEXT, INNER, "数据地址", "")

#define FAILURE_FIELDS(F)                                                                       \
  F(report, TEXT, CSV, "报告", "path as given")                                                 \
  F(sha256, TEXT, CSV, "SHA-256", "empty when it could not be read at all")                     \
  F(kind, TEXT, CSV, "种类", "unreadable encrypted damaged not-recognised timeout crash limit") \
  F(reason, TEXT, CSV, "原因", "")                                                              \
  F(program, TEXT, INNER, "程序版本", "")                                                       \
  F(patterns, TEXT, INNER, "规则版本", "")                                                      \
  F(settings, TEXT, INNER, "设置", "as in a report")

#define RECORD_TYPES(T)           \
  T(report, Report, REPORT)       \
  T(section, SectionRow, SECTION) \
  T(figure, Figure, FIGURE)       \
  T(numeral, Numeral, NUMERAL)    \
  T(check, Check, CHECK)          \
  T(remark, Remark, REMARK)       \
  T(failure, Failure, FAILURE)

#endif
