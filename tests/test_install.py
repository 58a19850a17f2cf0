"""What make install puts where, and that it works from there."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import BUILD, ROOT, SAMPLES, slow


@slow
class Install(unittest.TestCase):
    def test_it_works_where_it_was_put_and_goes_again(self):
        with tempfile.TemporaryDirectory() as folder:
            def make(goal):
                environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
                subprocess.run(["make", "-s", goal, f"BUILD={BUILD}", f"DESTDIR={folder}", "PREFIX=/usr"], cwd=ROOT,
                               env=environment, check=True, capture_output=True, text=True)
            make("install")
            def run(*arguments):
                return subprocess.run([Path(folder) / "usr/bin/extract", *arguments], cwd="/", capture_output=True, text=True,
                                      check=False)
            listed = run("--list")
            self.assertIn("request.received", listed.stdout)
            self.assertTrue((Path(folder) / "usr/share/man/man1/extract.1").is_file())
            self.assertTrue((Path(folder) / "usr/share/extract/patterns/README.md").is_file()) # the manual sends there
            stats = Path(folder) / "stats.xlsx"
            self.assertIn(run(SAMPLES / "qinglu-2023.pdf", "-o", stats).returncode, (0, 1))
            stats.unlink()
            (Path(folder) / "usr/lib/extract/pdf.so").unlink()
            refused = run(SAMPLES / "qinglu-2023.pdf", "-o", stats)
            self.assertIn("could not load what it reads with", refused.stderr)
            self.assertEqual((refused.returncode, stats.exists()), (2, False))
            make("uninstall")
            self.assertEqual([path for path in Path(folder).rglob("*") if not path.is_dir()], [])
