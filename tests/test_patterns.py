"""What a person may get wrong in a pattern file is said, with its place: nothing that is written there is left out in silence."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import BUILD, ROOT, SAMPLES, extract

PATTERNS = ROOT / "patterns"

# What is replaced (once) in which file, by what, and what is said of it.
MISTAKES = [
    # a word that no reader of the file knows
    ("indicators.yaml", "unit: 万元}", "unity: 万元}", "unknown key 'unity'"),
    ("2021.yaml", "row: 行政许可,", "raw: 行政许可,", "unknown key 'raw'"),
    ("2021.yaml", "\ntables:", "\ntable:", "unknown key 'table'"),
    ("checks.yaml", "check: review.parts", "chek: review.parts", "unknown key 'chek'"),
    ("checks.yaml", "\nscope:", "\nskope:", "unknown key 'skope'"),
    ("derived.yaml", "\nderived:", "\nderivd:", "unknown key 'derivd'"),
    ("crosswalk.yaml", "\ncrosswalk:", "\ncroswalk:", "unknown key 'croswalk'"),
    ("units.yaml", "\n  plural:", "\n  plurale:", "unknown key 'plurale'"),
    ("units.yaml", "\n  - mark: about", "\n  - marc: about", "unknown key 'marc'"),
    ("numerals.yaml", "\nindex:", "\nindexx:", "unknown key 'indexx'"),
    ("numerals.yaml", "  - class: date\n    patterns:", "  - class: date\n    pattern:", "unknown key 'pattern'"),
    ("prose.yaml", "\nown_words:", "\nown_word:", "unknown key 'own_word'"),
    ("places.yaml", "\nno_names:", "\nno_name:", "unknown key 'no_name'"),
    ("report.yaml", "\nkinds:", "\nkind:", "unknown key 'kind'"),
    # an id that is not there
    ("2021.yaml", "indicator: permit}", "indicator: permitt}", "no indicator 'permitt.decided'"),
    ("2021.yaml", "title: 收到和处理政府信息公开申请情况", "title: 收到和处理政府信息公开申请情况\n    editions: [2021-32]", "no edition '2021-32'"),
    ("checks.yaml", "forms: [2019, 2021-23, 2021-25]", "forms: [2109]", "no form '2109'"),
    ("checks.yaml", "review.total = review.upheld", "review.total = review.upheldd", "no indicator 'review.upheldd'"),
    ("checks.yaml", "previous(request.carriedout*)", "previous(request.carried*)", "no indicator 'request.carried'"),
    ("derived.yaml", "result.refused.secret", "result.refused.sekret", "no indicator 'result.refused.sekret'"),
    ("derived.yaml", "id: suit.total", "id: suit.totals", "no indicator 'suit.totals'"),
    ("crosswalk.yaml", "[request.closed]", "[request.clozed]", "no indicator 'request.clozed'"),
    ("prose.yaml", "id: visits.website", "id: visits.websit", "no indicator 'visits.websit'"),
    # a value of the wrong kind
    ("2021.yaml", "like: [规范性文件]", "like: 规范性文件", "'like' wants a list: [规范性文件]"),
    ("checks.yaml", "forms: [2019, 2021-23, 2021-25]", "forms: 2019", "'forms' wants a list: [2019]"),
    ("checks.yaml", "notice: yes", "notice: true", "'notice' is yes or no"),
    ("early.yaml", "complete: no,", "complete: false,", "'complete' is yes or no"),
    ("indicators.yaml", "derived: yes", "derived: true", "'derived' is yes or no"),
    ("early.yaml", "from: 2004", "from: 04年", "'from' is a year"),
    ("units.yaml", "万: 4,", "万: x,", "a power of ten"),
    ("places.yaml", "县: 3", "县: 三", "a level from 1 to 4"),
    ("units.yaml", "    match: '(?=[，,]其中)'\n", "", "'match' is missing"),
    ("units.yaml", "  - mark: increase\n    before:", "  - mark: increase\n    match: '件'\n    before:", "unknown key 'match'"),
    ("places.yaml", "\nraised: [地区, 盟, 市, 县, 区]", "", "'raised' is missing"),
    ("places.yaml", "\nzones: [高新区, 经开区]", "\nzones: 高新区", "'zones' wants a list"),
    ("places.yaml", "maker: '由(", "maker: '由(?<", "subpattern name expected"),
    ("places.yaml", "organ: '^[", "organ: '^([", "missing closing parenthesis"),
    # what holds together
    ("crosswalk.yaml", "    none: [point.total]", "    closeMatch: [staff.total]", "both sides of this join stand on form"),
    ("crosswalk.yaml", "3 + 5 = 8", "3 + 5 = 9", "not a sum"),
]


class Mistakes(unittest.TestCase):
    def test_each_is_said_where_it_stands(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(PATTERNS, folder, dirs_exist_ok=True)
            for name, old, new, what in MISTAKES:
                with self.subTest(f"{name}: {new.strip()}"):
                    path, text = Path(folder, name), (PATTERNS / name).read_text("utf-8")
                    self.assertIn(old, text)
                    path.write_text(text.replace(old, new, 1), "utf-8")
                    said = extract("--list", "--patterns", folder, expect=(2,)).stderr
                    path.write_text(text, "utf-8")
                    self.assertIn(what, said)
                    self.assertRegex(said, rf"{name}:\d+:\d+: ")


    def test_no_file_is_passed_over(self):
        """Neither one that is not there, nor a form whose head is misspelt, or that is no YAML at all."""
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(PATTERNS, folder, dirs_exist_ok=True)
            for path in sorted(PATTERNS.glob("*.yaml")) + [PATTERNS / "divisions.csv"]:
                with self.subTest(missing=path.name):
                    Path(folder, path.name).unlink()
                    extract("--list", "--patterns", folder, expect=(2,))
                    shutil.copy(path, folder)
            for data in (b"", b"\xff\xfe", b"edition:\n  - {id: 2027}\ntables: []\n", b"tables:\n  - title: x\n"):
                with self.subTest(data=data):
                    Path(folder, "2027.yaml").write_bytes(data)
                    self.assertRegex(extract("--list", "--patterns", folder, expect=(2,)).stderr, r"2027\.yaml(:\d+:\d+)?: ")
            Path(folder, "2027.yaml").unlink()
            for name in ("2027.yml", "2027.YAML", "2027.Yml"):
                with self.subTest(name):
                    Path(folder, name).write_bytes(b"")
                    said = extract("--list", "--patterns", folder, expect=(2,)).stderr
                    self.assertIn(f"{name}: the name of a pattern file ends in .yaml", said)
                    Path(folder, name).unlink()


class Words(unittest.TestCase):
    """A word that is added to a list is known at once: no C holds a list of its own beside it."""

    WORDS = [
        ("附录]", "附录, 附图]", "附图1\n\n一、概述\n\n全年平稳。\n", 'section "附图1/一"'),
        ("无因]", "无因, 尚无]", "一、全年尚无收费。\n", 'section "一" page 1: \n'),
        ("counts: [件,", "counts: [箱, 件,", "一、收到5箱\n", 'section "一" page 1: \n'),
    ]

    def test_each_counts(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(PATTERNS, folder, dirs_exist_ok=True)
            path, report, before = Path(folder, "report.yaml"), Path(folder, "report.txt"), (PATTERNS / "report.yaml").read_text("utf-8")
            for old, new, text, wanted in self.WORDS:
                with self.subTest(new):
                    report.write_text(text, "utf-8")
                    path.write_text(before, "utf-8")
                    self.assertNotIn(wanted, extract("--patterns", folder, "--from=text", report, "--dump=sections").stdout)
                    self.assertIn(old, before)
                    path.write_text(before.replace(old, new, 1), "utf-8")
                    self.assertIn(wanted, extract("--patterns", folder, "--from=text", report, "--dump=sections").stdout)


class Readme(unittest.TestCase):
    def test_its_steps_work(self):
        text = (PATTERNS / "README.md").read_text("utf-8")
        blocks = re.findall(r"^```(sh|yaml)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        self.assertEqual([kind for kind, _ in blocks], ["sh", "yaml", "yaml", "sh"])
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(PATTERNS, Path(folder, "patterns"))  # a link would be copied as one: the steps write behind it
            Path(folder, "samples").symlink_to(SAMPLES)
            for kind, block in blocks:
                if kind == "yaml":  # its first line names the file that it is put behind
                    with Path(folder, "mine", block.split()[1]).open("a", encoding="utf-8") as file:
                        file.write(block.split("\n", 1)[1])
                    continue
                done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", block], cwd=folder, capture_output=True, text=True,
                                      env=dict(os.environ, PATH=f"{BUILD}:{os.environ['PATH']}"))
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn("indicator\thotline.calls\t热线接听数量\tCalls taken by the hotline\t件\t2027\n", done.stdout)
