"""Broken and hostile PDFs: no crash, no hang, a reason in one line, and no output left where there is nothing."""
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import EXTRACT, SANITIZED, SHARED, needs_shared

HOSTILE = SHARED / "hostile"
TIME_LIMIT = 60 if SANITIZED else 10  # seconds a file


@needs_shared
class Hostile(unittest.TestCase):
    def check(self, pdf):
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "figures.csv"
            done = subprocess.run([EXTRACT, pdf, "-o", target], capture_output=True, encoding="utf-8", errors="replace",
                                  timeout=TIME_LIMIT)
            self.assertIn(done.returncode, (1, 2), done.stderr)
            self.assertIn(pdf.name, done.stderr)
            self.assertNotIn("\n", done.stderr.strip(), "the reason is one line")
            left = [path.name for path in Path(folder).iterdir()]
            self.assertEqual(left, [] if done.returncode == 2 else [target.name])


def add_tests():
    for number, pdf in enumerate(sorted(HOSTILE.glob("*.pdf"))):
        setattr(Hostile, f"test_{number:02d}_{pdf.stem}", lambda self, pdf=pdf: self.check(pdf))


add_tests()
if not HOSTILE.is_dir():
    Hostile.test_all_files = lambda self: None  # so that the skip is seen and counted
