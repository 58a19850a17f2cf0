"""Trouble of the outer kind: a clear message, exit status 2, nothing left behind, and an old output still whole."""
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import EXTRACT, ROOT, SAMPLES, extract, slow

SAMPLE = SAMPLES / "qinglu-2023.pdf"
FORMATS = ["csv", "jsonl", "xlsx"]
OLD = "what stood there before"


def in_a_small_world(script, *arguments, **environment):
    """Runs a shell script that may mount: in a namespace of its own, so that nothing outside is touched."""
    return subprocess.run(["unshare", "--mount", "--map-root-user", "sh", "-euc", script, "sh", *map(str, arguments)],
                          capture_output=True, text=True, timeout=120, env=dict(os.environ, EXTRACT=str(EXTRACT), **environment), check=False)


def can_mount():
    try:
        return in_a_small_world('mount -t tmpfs none "$1"', tempfile.gettempdir()).returncode == 0
    except FileNotFoundError:
        return False


needs_mount = unittest.skipUnless(can_mount(), "no file system may be mounted here, not even in a namespace")


@slow
class Trouble(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def refuse(self, words, *arguments, left=()):
        """That the program ends with 2 and a message that holds the words, and leaves only those files."""
        done = extract(*arguments, expect=[2], cwd=self.folder)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertTrue(done.stderr.startswith("extract: "), done.stderr)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), sorted(left))

    def test_no_such_file(self):
        self.refuse(["nowhere.pdf", "No such file"], "nowhere.pdf", "-o", "out.csv")

    def test_not_a_pdf(self):
        for form in FORMATS:
            self.refuse(["README.md"], ROOT / "README.md", "-o", f"out.{form}")

    def test_a_folder_as_output(self):
        (self.folder / "out.csv").mkdir()
        self.refuse(["out.csv"], SAMPLE, "-o", "out.csv", left=["out.csv"])

    def test_output_in_a_folder_that_is_not_there(self):
        for form in FORMATS:
            self.refuse([f"nowhere/out.{form}"], SAMPLE, "-o", f"nowhere/out.{form}")

    def test_unknown_suffix(self):
        self.refuse(["out.odt", "xlsx"], SAMPLE, "-o", "out.odt")

    def test_an_old_output_outlives_trouble(self):
        for form in FORMATS:
            target = self.folder / f"out.{form}"
            target.write_text(OLD)
            self.refuse(["nowhere.pdf"], "nowhere.pdf", "-o", target.name, left=[target.name])
            self.assertEqual(target.read_text(), OLD)
            target.unlink()

    def test_encrypted(self):
        locked = self.folder / "locked.pdf"
        subprocess.run(["qpdf", "--encrypt", "user", "owner", "256", "--", SAMPLE, locked], check=True)
        self.refuse(["locked.pdf", "password"], "locked.pdf", "-o", "out.csv", left=["locked.pdf"])
        for wrong in ("密码", "users"):
            self.refuse(["locked.pdf", "the password does not open it"], f"--password={wrong}", "locked.pdf", "-o", "out.csv", left=["locked.pdf"])
        extract("--password=user", "locked.pdf", "-o", "out.csv", cwd=self.folder)
        extract("--password=user", "locked.pdf", "--dump=sections", cwd=self.folder)
        self.assertIn("request.received", (self.folder / "out.csv").read_text("utf-8"))

    def test_passwords(self):
        """Of any letters, in files of any age; and one that is given is for those files that need it."""
        plain = extract(SAMPLE, "-o", "-", "--format=csv").stdout.splitlines()
        for name, user, method, given in (("new", "密码", ["256"], "密码"), ("old", "caf\xe9", ["128", "--use-aes=y"], "café"),
                                          ("owned", "", ["256"], "café"), ("plain", None, None, "café")):
            with self.subTest(name):
                pdf = self.folder / f"{name}.pdf"
                pdf.write_bytes(SAMPLE.read_bytes())
                if method:
                    subprocess.run(["qpdf", "--allow-weak-crypto", "--password-mode=bytes", "--encrypt", user.encode("latin-1" if name == "old" else "utf-8"), b"owner",
                                    *method, "--", SAMPLE, pdf], check=True)
                lines = extract(f"--password={given}", pdf, "--evidence", "--audit", "copies", "-o", "-", "--format=csv", cwd=self.folder).stdout.splitlines()
                self.assertEqual([line.split(",")[2:] for line in lines], [line.split(",")[2:] for line in plain])
        self.assertEqual(len(list((self.folder / "copies").iterdir())), 4)

    def test_broken_pattern_file(self):
        patterns = self.folder / "patterns"
        shutil.copytree(ROOT / "patterns", patterns)
        indicators = patterns / "indicators.yaml"
        lines = indicators.read_text("utf-8").count("\n")
        with indicators.open("a", encoding="utf-8") as file:
            file.write("  broken: ['\n")
        self.refuse([f"indicators.yaml:{lines + 1}:"], "--patterns", patterns, SAMPLE, "-o", "out.csv", left=["patterns"])

    @needs_mount
    def test_full_disk(self):
        for form in FORMATS:
            small = self.folder / form
            small.mkdir()
            done = in_a_small_world(
                'mount -t tmpfs -o size=16k none "$1"; printf %s "$4" >"$1/out.$3"; status=0; '
                '"$EXTRACT" "$2" -o "$1/out.$3" || status=$?; ls "$1"; cat "$1/out.$3"; exit $status',
                small, SAMPLE, form, OLD)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertEqual(done.stdout, f"out.{form}\n{OLD}")
            self.assertIn("No space left", done.stderr)
