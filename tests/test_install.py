"""What make install puts where, and that it works from there."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import BUILD, ROOT, slow


@slow
class Install(unittest.TestCase):
    def test_it_works_where_it_was_put_and_goes_again(self):
        with tempfile.TemporaryDirectory() as folder:
            def make(goal):
                environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
                subprocess.run(["make", "-s", goal, f"BUILD={BUILD}", f"DESTDIR={folder}", "PREFIX=/usr"], cwd=ROOT,
                               env=environment, check=True, capture_output=True, text=True)
            make("install")
            listed = subprocess.run([Path(folder) / "usr/bin/extract", "--list"], cwd="/", capture_output=True, text=True,
                                    check=True)
            self.assertIn("request.received", listed.stdout)
            self.assertTrue((Path(folder) / "usr/share/man/man1/extract.1").is_file())
            make("uninstall")
            self.assertEqual([path for path in Path(folder).rglob("*") if not path.is_dir()], [])
