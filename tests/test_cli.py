"""The command line: what it takes, what it prints where, and with which exit status it ends."""
import json
import tempfile
import unittest
from pathlib import Path

from support import SAMPLES, extract

SAMPLE = SAMPLES / "qinglu-2023.pdf"


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def refuse(self, words, *arguments):
        done = extract(*arguments, expect=[2], cwd=self.folder)
        self.assertRegex(done.stderr, f"^extract: .*{words}")
        self.assertEqual(done.stdout, "")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_help_names_every_option_and_the_exit_status(self):
        text = extract("--help", expect=[0]).stdout
        for option in ["-o,", "--format", "--patterns", "--pages", "--password", "--from", "--dump", "--list", "-q,",
                       "-v,", "--version", "Exit status"]:
            self.assertIn(option, text)

    def test_version_names_program_and_patterns(self):
        self.assertRegex(extract("--version", expect=[0]).stdout, r"\Aextract \d+\.\d+\.\d+\npatterns [0-9a-f]{12}\n\Z")

    def test_list_names_forms_and_indicators(self):
        lines = extract("--list", expect=[0]).stdout.splitlines()
        self.assertIn("form\t2019\t2019年式\tform of 2019\t2019-2020", lines)
        self.assertIn("form\t2021-23\t2021年式（23行）\tform of 2021 with 23 rows\t2021-", lines)
        received = next(line.split("\t") for line in lines if line.startswith("indicator\trequest.received\t"))
        self.assertEqual(received[4], "件")
        self.assertIn("2021-23", received[5].split())
        self.assertTrue({"sum", "check", "crosswalk"} <= {line.split("\t")[0] for line in lines})
        self.assertTrue(any(line.startswith("crosswalk\trequest.closed\tcloseMatch\tresult.total\t") for line in lines))

    def test_a_message_gives_a_terminal_no_commands(self):
        name = "a\x1b[31mb\nc\u009bd.pdf"
        (self.folder / name).write_bytes((SAMPLES / "no-report.pdf").read_bytes())
        for more in (["-o", "out.csv"], ["--dump=figures"], ["--pages=9", "-o", "out.csv"]):
            said = extract(name, *more, cwd=self.folder, expect=[0, 2]).stderr
            self.assertNotRegex(said.rstrip("\n"), "[\x00-\x1f\x7f-\x9f]")
            self.assertTrue(not said or r"a\x1B[31mb" in said, said)

    def test_no_name_is_taken_for_a_message_or_turns_one(self):
        """As one with a new line, or with the sign that what follows is to be read from the right."""
        for name in ("a\nextract: b.pdf: all is well", "a\u202efdp.b", "a\u2028b"):
            for more in ([name, "-o", "out.csv"], [name, "--dump=lines"], [SAMPLE, "-o", f"no/{name}.csv"], [SAMPLE, "-o", "out.csv", "--only", name],
                         [SAMPLE, "-o", "out.csv", "--manifest", name], [f"@{name}", "-o", "out.csv"]):
                said = extract(*more, cwd=self.folder, expect=[2]).stderr
                self.assertEqual(len(said.splitlines()), 1, said)
                self.assertNotRegex(said, "[\u202a-\u202e\u2066-\u2069]")

    def test_what_a_report_holds_gives_a_terminal_no_commands(self):
        page = "page 1 595.00 842.00\n" + "".join(f"glyph {80 + i * 12} 100 {92 + i * 12} 112 U+{ord(c):04X} ?\n"
                                                  for i, c in enumerate("收到申请21\u009b31m件"))
        (self.folder / "p.txt").write_text(page, "utf-8")
        for more in (["--dump=lines"], ["--dump=sections"], ["--dump=figures"], ["--explain=request.received"], ["-o", "out.csv"]):
            done = extract("p.txt", "--from=pages", *more, cwd=self.folder, expect=[0, 1, 2])
            self.assertNotRegex(done.stdout + done.stderr, "[\x00-\x08\x0b-\x1f\x7f-\x9f]")

    def test_what_makes_no_sense_is_refused(self):
        self.refuse("no input")
        self.refuse("no output", SAMPLE)
        self.refuse("--colour", "--colour", SAMPLE, "-o", "out.csv")
        self.refuse("--pages=5-3", "--pages=5-3", SAMPLE, "-o", "out.csv")
        self.refuse("--pages=0", "--pages=0", SAMPLE, "-o", "out.csv")
        self.refuse("--dump=words: not one of page, lines", "--dump=words", SAMPLE)
        self.refuse("--from=odt", "--from=odt", SAMPLE, "-o", "out.csv")
        self.refuse("--dump and --explain print", "--dump=page", SAMPLE, "-o", "out.csv")
        for year in ("abc", "2020-2023", "23"):
            self.refuse("--year: not a year such as 2023", SAMPLE, "-o", "out.csv", "--year", year)

    def test_an_output_that_is_named_twice_is_refused(self):
        for one, other in (("out.csv", "out.csv"), ("out.csv", "./out.csv"), ("out", "out/"), ("-", "-")):
            self.refuse("named twice", SAMPLE, "-o", one, "-o", other, *(["--format=csv"] if one == "-" else []))
        self.refuse("named twice", SAMPLE, "-o", "out.csv", "--corrections-template=out.csv")

    def test_an_indicator_that_there_is_none_of_is_refused(self):
        self.refuse(r"--only=requests\.\*: no such indicator", SAMPLE, "-o", "x.csv", "--only", "requests.*")

    def test_several_outputs_of_one_run(self):
        extract(SAMPLE, "-o", "out.csv", "-o", "out.jsonl", cwd=self.folder)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["out.csv", "out.jsonl"])

    def test_standard_output_takes_a_format(self):
        lines = [json.loads(line) for line in extract(SAMPLE, "-o", "-", "--format=jsonl").stdout.splitlines()]
        self.assertEqual((lines[0]["type"], lines[-1]["type"]), ("report", "end"))
        self.refuse("the output - needs a --format", SAMPLE, "-o", "-")
        self.refuse("--format is for the output -", SAMPLE, "-o", "out.csv", "--format=csv")

    def test_a_failed_input_leaves_the_others(self):
        done = extract(SAMPLE, "nowhere.pdf", "-o", "out.jsonl", expect=[1], cwd=self.folder)
        self.assertIn("extract: nowhere.pdf: No such file or directory\n", done.stderr)
        types = [json.loads(line)["type"] for line in (self.folder / "out.jsonl").read_text("utf-8").splitlines()]
        self.assertEqual(types.count("report"), 1)
        self.assertEqual(types[-1], "failure")

    def test_quiet_leaves_remarks_unsaid_and_trouble_not(self):
        self.assertIn(f"extract: {SAMPLE}: 青芦市 2023", extract("-v", SAMPLE, "-o", self.folder / "out.csv").stderr)
        self.assertEqual(extract("-q", "-v", SAMPLE, "-o", self.folder / "out.csv").stderr, "")
        self.assertIn("nowhere.pdf", extract("-q", "nowhere.pdf", "-o", "out.csv", expect=[2], cwd=self.folder).stderr)

    def test_audit_copies_alone(self):
        extract(SAMPLE, "--audit=copies", cwd=self.folder)
        self.assertEqual(len(list((self.folder / "copies").iterdir())), 1)

    def test_what_is_no_pdf_is_called_so(self):
        for name, data, words in (("zero.pdf", b"", "it is empty"), ("page.pdf", b"<html>404</html>", "it is a web page"),
                                  ("cut.pdf", b"%PDF-1.7\n1 0 obj", "its end is missing")):
            (self.folder / name).write_bytes(data)
            self.assertIn(f"{name}: not a PDF that can be read: {words}", extract(name, "-o", "out.csv", cwd=self.folder, expect=[2]).stderr)

    def test_several_files_are_told_apart(self):
        other = SAMPLES / "linyi-2016.pdf"
        for option in ("--explain=request.received", "--dump=figures"):
            both = extract(option, SAMPLE, other, expect=[0]).stdout
            self.assertEqual(both, "".join(f"==> {path} <==\n" + extract(option, path, expect=[0]).stdout for path in (SAMPLE, other)))

    def test_pages_that_are_not_there(self):
        self.assertIn("none of its 3 pages is to be read", extract(SAMPLE, "--pages=9", "-o", "out.csv", cwd=self.folder, expect=[2]).stderr)

    def test_pages(self):
        pages = [line.split()[1] for line in extract("--dump=page", "--pages=2-3", SAMPLE, expect=[0]).stdout.splitlines()
                 if line.startswith("page ")]
        self.assertEqual(pages, ["2", "3"])

    def test_a_dump_of_pages_is_an_input(self):
        dump = self.folder / "pages"
        dump.write_text(extract("--dump=page", SAMPLE, expect=[0]).stdout, "utf-8")
        for stage in ["page", "lines", "tables", "sections"]:
            self.assertEqual(extract(f"--dump={stage}", "--from=pages", dump, expect=[0]).stdout,
                             extract(f"--dump={stage}", SAMPLE, expect=[0]).stdout)

    def test_text_is_an_input(self):
        text = self.folder / "report.txt"
        text.write_text("青芦市2023年政府信息公开工作年度报告\n\n一、总体情况\n\n无。\n", "utf-8")
        lines = extract("--dump=sections", "--from=text", text, expect=[0]).stdout.splitlines()
        self.assertEqual(lines[0], "title 青芦市2023年政府信息公开工作年度报告")
        self.assertIn('section "一" page 1: 总体情况', lines)
