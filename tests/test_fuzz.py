"""What the fuzzers have seen, given to them again: nothing of it may crash, leak or hang."""
import os
import subprocess
import unittest

from support import BUILD, EXTRACT, ROOT, SANITIZED, slow

FUZZERS = BUILD / "tests/fuzz"
CORPUS = ROOT / "tests/fuzz/corpus"


@slow
@unittest.skipUnless(SANITIZED, "fuzzers want sanitizers")
class Fuzz(unittest.TestCase):
    def replay(self, name):
        files = [path for path in sorted((CORPUS / name).iterdir()) if path.is_file()]
        if name == "patterns":
            files += sorted((ROOT / "patterns").glob("*.yaml"))
        self.assertTrue(files)
        done = subprocess.run([FUZZERS / name, *files], cwd=ROOT, env=os.environ, capture_output=True, encoding="utf-8",
                              errors="replace", timeout=600)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.count("\nok "), len(files), done.stdout)

    def test_the_patterns_of_the_corpus_are_good(self):
        # else the entry ends at the first of them, whatever it is given
        done = subprocess.run([EXTRACT, "--patterns", CORPUS / "patterns", "--list"], capture_output=True, encoding="utf-8")
        self.assertEqual(done.returncode, 0, done.stderr)


for source in sorted((ROOT / "tests/fuzz").glob("*.c")):
    if source.stem != "replay":
        setattr(Fuzz, f"test_{source.stem}", lambda self, name=source.stem: self.replay(name))
