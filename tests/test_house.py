"""The measures of the sources: what fits on a screen, nothing left for later, nothing that only one machine knows."""
import re
import subprocess
import unittest

from support import ROOT, slow

LINES_OF = {".c": 400, ".h": 125}  # a longer file holds two ideas
SCHEMA, LINES_OF_SCHEMA = "record_fields.h", 150  # all fields of all outputs, said once
LINES_OF_FUNCTION = 60
NESTING = 3
FUNCTION = re.compile(r"^(?!typedef|struct|enum|union|extern)\w[^;={}#]*\([^;{}]*\)\s*\{$.*?^\}", re.MULTILINE | re.DOTALL)


def tracked(*globs):
    done = subprocess.run(["git", "ls-files", "--", *globs], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in done.stdout.split("\n") if name and (ROOT / name).is_file()]


def functions_of(path):
    """(first line, name, text) of each function; clang-format puts its closing brace at the margin."""
    text = path.read_text("utf-8")
    for match in FUNCTION.finditer(text):
        name = re.search(r"(\w+)\(", match.group())
        yield text.count("\n", 0, match.start()) + 1, name.group(1), match.group()


def depth_of(function):
    """How deep its blocks are nested: 1 is the body of the function, by the indent of its statements."""
    indents = [len(line) - len(line.lstrip(" ")) for line in re.findall(r"^ +(?:if|for|while|do|switch)\b.*", function, re.MULTILINE)]
    return max((indent // 2 for indent in indents), default=0)


@slow  # so that a landing waits for nothing but what is wrong
class House(unittest.TestCase):
    def setUp(self):
        self.sources = tracked("extract/*.[ch]", "output/*.[ch]", "samples/*.[ch]", "tests/*.[ch]")
        if not self.sources:
            self.skipTest("no git here to list the sources")

    def none(self, found):
        self.assertEqual(found, [], "\n" + "\n".join(found))

    def test_files_hold_one_idea(self):
        found = []
        for path in self.sources:
            limit = LINES_OF_SCHEMA if path.name == SCHEMA else LINES_OF[path.suffix]
            lines = path.read_text("utf-8").count("\n")
            if lines > limit:
                found.append(f"{path.relative_to(ROOT)}: {lines} lines, more than {limit}")
        self.none(found)

    def test_functions_fit_on_a_screen(self):
        found = []
        for path in self.sources:
            for line, name, text in functions_of(path):
                lines = text.count("\n") + 1
                if lines > LINES_OF_FUNCTION:
                    found.append(f"{path.relative_to(ROOT)}:{line}: {name}() has {lines} lines")
        self.none(found)

    def test_functions_are_not_nested_deeply(self):
        self.none([f"{path.relative_to(ROOT)}:{line}: {name}() is nested {depth_of(text)} deep"
                   for path in self.sources for line, name, text in functions_of(path) if depth_of(text) > NESTING])

    def test_nothing_is_left_for_later(self):
        marks = re.compile("TO" + r"DO\b|FIX" + r"ME\b|\bXX" + r"X\b")
        self.none([f"{path.relative_to(ROOT)}: {match.group()}" for path in tracked("*.c", "*.h", "*.yaml", "*.py", "Makefile")
                   for match in [marks.search(path.read_text("utf-8"))] if match])

    def test_text_files_are_clean(self):
        found = []
        for path in tracked("*.c", "*.h", "*.py", "*.yaml", "*.md", "Makefile"):
            text = path.read_text("utf-8")
            if re.search(r"[ \t]+$", text, re.MULTILINE):
                found.append(f"{path.relative_to(ROOT)}: blanks at the end of a line")
            if text and not text.endswith("\n"):
                found.append(f"{path.relative_to(ROOT)}: no newline at the end")
            if "\r" in text:
                found.append(f"{path.relative_to(ROOT)}: carriage returns")
        self.none(found)

    def test_pattern_files_have_no_tabs(self):
        self.none([str(path.relative_to(ROOT)) for path in tracked("patterns/*.yaml") if "\t" in path.read_text("utf-8")])

    def test_nothing_names_one_machine(self):
        foreign = re.compile("/wo" + r"rk/(?:main|shared|wt)|/ro" + r"ot/")
        self.none([f"{path.relative_to(ROOT)}: {match.group()}" for path in tracked("*.c", "*.h", "*.py", "*.yaml", "*.md", "Makefile")
                   for match in [foreign.search(path.read_text("utf-8"))] if match])
