"""What the documents promise: their commands run, and their tables say what the program does."""
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from support import BUILD, ROOT, SAMPLES, extract, slow

README = (ROOT / "README.md").read_text("utf-8")


RSCRIPT = shutil.which("Rscript")
HAVEN = RSCRIPT and subprocess.run([RSCRIPT, "-e", "library(haven)"], capture_output=True, check=False).returncode == 0
PANDAS = importlib.util.find_spec("pandas") is not None


def commands_of(text):
    """The lines of the blocks marked sh, a backslash joining two."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines() if line and line[0] != "#"]


def table_under(heading_cell):
    """First cells of the rows of the table whose head begins with that cell."""
    table = re.search(r"^\| %s \|.*?\n\|[-|]+\n((?:\|.*\n)+)" % re.escape(heading_cell), README, re.MULTILINE).group(1)
    return re.findall(r"`([^`]+)`", "\n".join(row.split("|")[1] for row in table.splitlines()))


def words_under(heading_cell):
    """The ids of such a table, with what they are called in the workbook."""
    table = re.search(r"^\| %s \| in the workbook \|.*?\n\|[-|]+\n((?:\|.*\n)+)" % re.escape(heading_cell), README, re.MULTILINE)
    return dict(pair for row in table.group(1).splitlines() for _, ids, words, *_ in [row.split("|")]
                for pair in zip(re.findall(r"`([^`]+)`", ids), words.split(), strict=True))


class Readme(unittest.TestCase):
    @slow
    def test_its_commands_run(self):
        commands = commands_of(README)
        self.assertTrue(commands)
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "samples").symlink_to(SAMPLES)
            environment = dict(os.environ, PATH=f"{BUILD}:{os.environ['PATH']}")
            for command in commands:
                with self.subTest(command):
                    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=folder, env=environment,
                                          capture_output=True, text=True, timeout=300)
                    self.assertIn(done.returncode, (0, 1), done.stderr)

    @unittest.skipUnless(HAVEN, "R with haven (r-cran-haven) is not there")
    def test_its_r_runs(self):
        script, = re.findall(r"^```r\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
        with tempfile.TemporaryDirectory() as folder:
            extract("-q", *sorted(SAMPLES.glob("songting/*.pdf")), "--wide", "-o", "panel.dta", "-o", "wide.csv", cwd=folder)
            done = subprocess.run([RSCRIPT, "-e", script], cwd=folder, capture_output=True, encoding="utf-8", check=False,
                                  env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("1226", done.stdout)

    @unittest.skipUnless(PANDAS, "pandas (python3-pandas) is not there")
    def test_its_python_runs(self):
        script, = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
        with tempfile.TemporaryDirectory() as folder:
            extract("-q", *sorted(SAMPLES.glob("songting/*.pdf")), "--wide", "-o", "panel.dta", "-o", "wide.csv", cwd=folder)
            done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], cwd=folder, capture_output=True, encoding="utf-8", check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"2024 +1226\.0\n")
        self.assertRegex(done.stdout, r"\n\.b +2\n")

    def test_it_lists_the_columns(self):
        fields = (ROOT / "extract/record/record_fields.h").read_text("utf-8")
        figure = fields[fields.index("FIGURE_FIELDS"):fields.index("NUMERAL_FIELDS")]
        self.assertEqual(table_under("column"), re.findall(r"F\((\w+), \w+, CSV", figure))

    def test_it_lists_the_marks(self):
        told = table_under("mark")
        self.assertEqual(told, sorted(told))
        text = "".join(path.read_text("utf-8") for path in ROOT.glob("extract/*/*.c"))
        used = set(re.findall(r'figure->marks = record_mark\([^"()]*"([a-z-]+)"|add_mark\([^"()]*"([a-z-]+)"', text))
        used = {mark for pair in used for mark in pair if mark}
        names = re.search(r"quantity_mark_names\[QUANTITY_MARKS\] = \{(.*?)\}", text, re.DOTALL).group(1)
        self.assertEqual(used | set(re.findall(r'"([a-z-]+)"', names)), set(told))

    def test_it_lists_the_words_of_the_workbook(self):
        source = (ROOT / "extract/record/record_words.c").read_text("utf-8")
        for field, head in (("state", "`state`"), ("marks", "mark"), ("class", "class"), ("kind", "kind")):
            words = re.search(rf" {field}\[\] = \{{(.*?)\}};", source, re.DOTALL).group(1)
            used = dict(re.findall(r'\{"([a-z-]+)", +"([^"]+)"\}', words))
            self.assertGreater(len(used), 5)
            self.assertEqual(words_under(head), used, head)

    def test_it_lists_the_kinds_of_remarks(self):
        told = words_under("kind")
        used = {kind for path in ROOT.glob("extract/*/*.c")
                for kind in re.findall(r'record_(?:remark|failure)\([^"()]*"([a-z-]+)"', path.read_text("utf-8"))}
        self.assertIn("row-missing", used)
        self.assertEqual(used - set(told), set())
        fields = (ROOT / "extract/record/record_fields.h").read_text("utf-8")
        for kinds in re.findall(r'F\(kind, TEXT, CSV, "种类",\s+"([^"]+)"\)', fields):
            self.assertEqual(set(kinds.split()) - set(told), set())

    def test_the_links_lead_somewhere(self):
        for name in re.findall(r"\]\(([^):#]+)\)", README):
            self.assertTrue((ROOT / name).exists(), name)


class Manual(unittest.TestCase):
    def test_it_tells_every_option(self):
        manual = (ROOT / "extract/extract.1").read_text("utf-8").replace("\\-", "-")
        options = re.findall(r"--[a-z][a-z-]+", extract("--help").stdout)
        self.assertTrue(options)
        self.assertEqual([option for option in options if option not in manual], [])
