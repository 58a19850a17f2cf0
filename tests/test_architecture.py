"""The rules that the README's picture of the program stands on, checked in the sources."""
import re
import subprocess
import unittest
from pathlib import Path

from support import BUILD, EXTRACT, ROOT

SOURCES = sorted([*ROOT.glob("extract/main.c"), *(path for path in ROOT.glob("extract/*/*.[ch]") if path.parent.name != "tools"),
                  *ROOT.glob("output/*.[ch]")])
INCLUDE = re.compile(r'^#include\s+([<"])([^>"]+)', re.MULTILINE)

# The pipe: a room of extract/ is a stage. A file includes headers of its own room and of earlier ones.
STAGES = [
    "base",      # plain things that know nothing of reports: numbers, patterns, files
    "document",  # a PDF as pages: characters, and what is painted
    "line",      # characters as lines
    "table",     # lines and rules as tables
    "section",   # the text that is left as sections
    "record",    # all that is known of a report: the waist
    "place",     # whose report it is
    "prose",     # figures of the sentences
    "figure",    # figures of the tables
    "check",     # do they add up, and is it the report or the reading
    "report",    # the whole pipe over one file
    "panel",     # many reports side by side
    "run",       # around the pipe: what is asked for, many files, one confined process each
]
STAGE = {name: number for number, name in enumerate(STAGES)}

# Each library is known in one place: the headers that mark it, and the files that may include them.
LIBRARIES = [
    (r"poppler|cairo", r"extract/document/(document|camera)\.c"),
    (r"qpdf", r"extract/document/(content(_page|_packed)?|annotate)\.[ch]"),
    (r"zlib", r"extract/base/inflate\.c"),
    (r"nettle", r"extract/base/hash\.[ch]"),
    (r"pcre2", r"extract/base/regex(_built)?\.[ch]"),
    (r"^csv\.h", r"extract/base/csv_file\.c"),
    (r"fyaml", r"extract/base/yaml\.c"),
    (r"xlsxwriter", r"output/xlsx\w*\.[ch]"),
    (r"readstat", r"output/dta\.c"),
    (r"sqlite3", r"output/db\w*\.[ch]"),
    (r"jansson", r"extract/record/record_reader\.c"),
    (r"dlfcn", r"extract/base/module\.c"),
    (r"seccomp\.h|landlock", r"extract/run/sandbox\.c"),
]

# What output/ knows of extract/: nameless files, modules, one report, what its indicators mean, many reports side by side.
WAIST = {"base/module.h", "base/nameless.h", "record/record.h", "record/record_json.h", "record/record_words.h",
         "report/codebook.h", "panel/panel.h", "panel/compare.h"}

# The one file of a room that may know writers: it joins the halves.
JOINTS = {"run/run.c", "run/earlier.c"}

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


def room_of(path):
    """`base` of extract/base/hash.c, `main.c` of extract/main.c, "" elsewhere."""
    half, name = path.relative_to(ROOT).parts[:2]
    return name if half == "extract" else ""


class Architecture(unittest.TestCase):
    def test_each_room_is_a_stage(self):
        rooms = {room_of(path) for path in SOURCES} - {"", "main.c"}
        self.assertEqual(rooms, set(STAGES), "which stage is it? say so in tests/test_architecture.py")

    def test_a_stage_includes_no_later_one(self):
        for path in SOURCES:
            here = STAGE.get(room_of(path))
            for own, name in includes(path):
                if here is None or not own or name.endswith(".inc"):
                    continue
                there, _, file = name.partition("/")
                if there == "output":
                    self.assertIn(f"{room_of(path)}/{path.name}", JOINTS, f"{path.name} includes {name}: only these join the halves")
                    continue
                self.assertTrue(file and there in STAGE, f"{path.name} includes {name}: say its room")
                self.assertLessEqual(STAGE[there], here, f"{path.name} includes {name}, of a later stage")

    def test_output_knows_only_the_record(self):
        for path in SOURCES:
            if path.parent.name != "output":
                continue
            for own, name in includes(path):
                if own and not (path.parent / name).exists():
                    self.assertIn(name, WAIST, f"{path.name} includes {name}")

    def test_each_library_has_one_room(self):
        for path in SOURCES:
            for own, name in includes(path):
                for library, room in LIBRARIES:
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

    def test_the_libraries_of_modules_are_theirs_alone(self):
        # Loading them takes longer than all else that the program does before it reads.
        def needs(path):
            lines = subprocess.run(["readelf", "-d", path], check=True, capture_output=True, encoding="utf-8").stdout
            return re.findall(r"NEEDED.*\[lib(.*?)\.so", lines)
        heavy = {"pdf": {"poppler-glib", "qpdf", "cairo"}, "xlsx": {"xlsxwriter"}, "db": {"sqlite3"}, "dta": {"readstat"}}
        self.assertEqual({path.stem for path in (BUILD / "modules").iterdir()}, set(heavy))
        for module, libraries in heavy.items():
            self.assertLessEqual(libraries, set(needs(BUILD / f"modules/{module}.so")))
            for other in [EXTRACT, *(BUILD / f"modules/{name}.so" for name in heavy if name != module)]:
                self.assertEqual(libraries & set(needs(other)), set(), f"{other} needs what {module}.so is for")

    def test_no_function_of_a_library_is_replaced(self):
        # A name of ours that the linker exports comes before a library's: the library would call ours.
        def names(path):
            lines = subprocess.run(["nm", "-D", "--defined-only", path], check=True, capture_output=True, encoding="utf-8").stdout
            return {line.split()[-1] for line in lines.splitlines() if not line.split()[-1].startswith("_")}
        ours = subprocess.run(["nm", "-g", "--defined-only", BUILD / "parts.a"], check=True, capture_output=True, encoding="utf-8").stdout
        self.assertIn("writer_open", ours)
        self.assertEqual({name for name in names(EXTRACT) if re.search(rf"\b{re.escape(name)}$", ours, re.MULTILINE)}, set())
        for module in (BUILD / "modules").iterdir():
            on_purpose = {"lxw_tmpfile"} if module.stem == "xlsx" else set()  # xlsx_scratch.c
            self.assertEqual(names(module), {f"{module.stem}_module"} | on_purpose)
