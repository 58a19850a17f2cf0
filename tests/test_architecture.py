"""The rules that the README's picture of the program stands on, checked in the sources."""
import re
import subprocess
import unittest
from pathlib import Path

from support import BUILD, EXTRACT, ROOT

SOURCES = sorted([*ROOT.glob("extract/*.[ch]"), *ROOT.glob("output/*.[ch]")])
INCLUDE = re.compile(r'^#include\s+([<"])([^>"]+)', re.MULTILINE)

# The pipe: a file includes headers of its own stage and of earlier ones. A new header gets its place here.
STAGES = [
    # Plain things, each of which knows nothing of reports.
    {"bounds", "page", "turn", "text", "decimal", "unit", "fold", "regex", "yaml", "scan", "inflate", "csv_file",
     "hash", "median", "nameless"},
    {"ink", "path"},                                          # what is painted
    {"paint"},
    {"content", "content_page", "annotate"},
    {"document", "document_quality", "camera"},
    {"line"},
    {"aside"},                                             # what stands beside the text
    {"table"},
    {"numbering", "view"},
    {"furniture", "column", "paragraph", "heading"},                 # text that goes on, and what is no text
    {"title"},
    {"section"},
    {"record", "label"},
    {"place", "division"},                                 # whose report it is, by the table of divisions
    {"pattern", "form", "match", "words", "identity",      # what is looked for
     "prose", "prose_patterns", "prose_source", "quantity", "numeral", "clause", "narrative",
     "crosswalk"},
    {"block", "block_cells", "block_label", "figure_cell"},               # a table as rows under heads; what a cell says
    {"recognise"},                                         # which form these are
    {"figure"},
    {"check", "reread", "evidence", "correction", "second", "audit", "picture", "explain"},
    {"report", "codebook"},
    {"spool"},                                             # what does not fit into memory
    {"panel"},
    {"compare"},
    {"pack", "sandbox", "pool"},                           # one confined process a file
    {"main", "options", "input", "run", "outcome", "list",     # around the pipe: what is asked for, many files, the end
     "manifest", "source", "settings", "work", "earlier", "selection", "progress", "stop", "difference"},
]
STAGE = {name: number for number, stage in enumerate(STAGES) for name in stage}

# Each library has one room: the headers that mark it, and the files that may include them.
ROOMS = [
    (r"poppler|cairo", r"extract/(document|camera)\.c"),
    (r"qpdf", r"extract/(content(_page)?|annotate)\.[ch]"),
    (r"zlib", r"extract/inflate\.c"),
    (r"nettle", r"extract/hash\.[ch]"),
    (r"pcre2", r"extract/regex\.c"),
    (r"^csv\.h", r"extract/csv_file\.c"),
    (r"fyaml", r"extract/yaml\.c"),
    (r"xlsxwriter", r"output/xlsx\w*\.[ch]"),
    (r"readstat", r"output/dta\.c"),
    (r"sqlite3", r"output/db\w*\.[ch]"),
    (r"jansson", r"extract/record_reader\.c"),
    (r"seccomp\.h|landlock", r"extract/sandbox\.c"),
]

# What output/ knows of extract/: a nameless file, one report, what its indicators mean, and many reports side by side.
WAIST = ["nameless.h", "record.h", "record_json.h", "codebook.h", "panel.h", "compare.h"]

# What only main.c does: print, exit, change the process's locale. (Arguments are read where it hands them to: options.c.)
MAINS_OWN = re.compile(r"\b(v?printf|puts|putchar|g_print|g_printerr|perror|exit|_exit|abort|stdout|stderr|getopt|"
                       r"g_(?:log|message|warning|critical|error|debug|info)|setlocale)\b\s*[(;,)]")


def code_of(path):
    """The file without comments and without what stands in strings."""
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r'"(?:\\.|[^"\\\n])*"', '""', re.sub(r"//.*", "", text))


def includes(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    return [(mark == '"', name) for mark, name in INCLUDE.findall(text)]


def stage_of(name):
    """The stage of a file of extract/: its own, or that of the longest stage its name begins with (table_ruled)."""
    stem = Path(name).stem
    while stem and stem not in STAGE:
        stem = stem.rpartition("_")[0]
    return STAGE.get(stem)


class Architecture(unittest.TestCase):
    def test_there_are_sources(self):
        self.assertTrue(SOURCES)

    def test_a_stage_includes_no_later_one(self):
        for path in SOURCES:
            if path.parent.name != "extract":
                continue
            here = stage_of(path.name)
            self.assertIsNotNone(here, f"{path.name}: which stage is it? say so in tests/test_architecture.py")
            for own, name in includes(path):
                if not own or name.endswith(".inc"):
                    continue
                if name.startswith("../output/"):
                    self.assertEqual(here, STAGE["main"], f"{path.name} includes {name}: only main and run join the halves")
                    continue
                there = stage_of(name)
                self.assertIsNotNone(there, f"{path.name} includes {name}, which is no stage")
                self.assertLessEqual(there, here, f"{path.name} includes {name}, a later stage")

    def test_output_knows_only_the_record(self):
        for path in SOURCES:
            if path.parent.name != "output":
                continue
            for own, name in includes(path):
                if own and not (path.parent / name).resolve().is_relative_to(ROOT / "output"):
                    self.assertIn((path.parent / name).resolve(), [ROOT / "extract" / waist for waist in WAIST], f"{path.name} includes {name}")

    def test_each_library_has_one_room(self):
        for path in SOURCES:
            for own, name in includes(path):
                for library, room in ROOMS:
                    if not own and re.search(library, name):
                        self.assertRegex(str(path.relative_to(ROOT)), f"^{room}$", f"{path.name} includes <{name}>")

    def test_only_main_prints_and_exits(self):
        for path in SOURCES:
            if path.name not in ("main.c", "pool.c", "sandbox.c"):  # these end processes, or name the call that does
                found = MAINS_OWN.search(code_of(path))
                self.assertIsNone(found, f"{path.name}: {found and found.group()}: only main.c does that")

    def test_only_options_reads_arguments(self):
        for path in SOURCES:
            if path.name != "options.c":
                self.assertNotRegex(code_of(path), r"\bg_option_context_\w+|\bgetopt", f"{path.name} reads arguments")

    def test_no_function_of_a_library_is_replaced(self):
        # The linker exports those names of ours that a library has, too: the library would call ours.
        def names(*arguments):
            lines = subprocess.run(["nm", *arguments], check=True, capture_output=True, encoding="utf-8").stdout
            return {line.split()[-1] for line in lines.splitlines() if " T " in line or " D " in line or " B " in line}
        ours = names("-g", BUILD / "parts.a")
        self.assertIn("writer_open", ours)
        self.assertEqual(ours & names("-D", EXTRACT), {"lxw_tmpfile"})  # on purpose: xlsx_scratch.c
