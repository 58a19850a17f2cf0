"""Whatever fails while an output is written: the old one stays whole, or the new one is; nothing else is left."""
import os
import random
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from records import form_2014
from support import EXTRACT, slow

SUFFIXES = ("csv", "jsonl", "xlsx", "dta")
KILLS = int(os.environ.get("EXTRACT_KILLS", 60))  # make faults: 1,000
FAULTS = {"write": "ENOSPC", "pwrite64": "ENOSPC", "fsync": "EIO", "linkat": "EIO", "rename": "EACCES"}
ENVIRONMENT = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")  # the leak checker does not work under a tracer
TRACE = ["strace", "-qq", "-o", "/dev/null"]


def can_trace():
    return shutil.which("strace") and subprocess.run([*TRACE, "true"], capture_output=True).returncode == 0


class Outputs(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        (self.folder / "in.jsonl").write_text(form_2014().lines() * 3, "utf-8")
        self.new = {}
        began = time.monotonic()
        for suffix in SUFFIXES:
            (self.folder / "out").mkdir(exist_ok=True)
            self.run_extract([], suffix)
            self.new[suffix] = self.target(suffix).read_bytes()
            shutil.rmtree(self.folder / "out")
        self.seconds = (time.monotonic() - began) / len(SUFFIXES)  # that a run takes

    def target(self, suffix):
        return self.folder / "out" / f"stats.{suffix}"

    def run_extract(self, before, suffix):
        return subprocess.run([*before, EXTRACT, "-q", "--no-sandbox", "in.jsonl", "-o", f"out/stats.{suffix}"], cwd=self.folder,
                              capture_output=True, text=True, timeout=60, env=ENVIRONMENT)

    def put_old(self, suffix):
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        (self.folder / "out").mkdir()
        self.target(suffix).write_bytes(b"old")

    def check(self, suffix, where):
        """Nothing but the target is there; whether it is the new one."""
        self.assertEqual([path.name for path in self.target(suffix).parent.iterdir()], [f"stats.{suffix}"], where)
        content = self.target(suffix).read_bytes()
        self.assertTrue(content in (b"old", self.new[suffix]), where)
        return content != b"old"


@unittest.skipUnless(can_trace(), "strace cannot be used here")
class Faults(Outputs):
    def fail_once(self, suffix, call, nth):
        """Runs while the nth such call fails; whether the program said so."""
        self.put_old(suffix)
        done = self.run_extract([*TRACE, "-e", f"trace={call}", "-e", f"inject={call}:error={FAULTS[call]}:when={nth}"],
                                suffix)
        where = f"{suffix}: {call} {nth}: {done.stderr}"
        new = self.check(suffix, where)
        self.assertIn(done.returncode, (0, 1, 2), where)
        if done.returncode == 2:
            self.assertIn(f"extract: out/stats.{suffix}: cannot ", done.stderr, where)
        else:
            self.assertTrue(new, where)
        return done.returncode == 2

    def test_every_sync_and_rename(self):
        for suffix in SUFFIXES:
            for call in ("fsync", "linkat", "rename"):
                said = [self.fail_once(suffix, call, nth) for nth in (1, 2, 3)]
                self.assertEqual(said, [True, call == "fsync", False], f"{suffix} {call}")

    def fail_all(self, suffix, call):
        """How many such calls there are, each of which failed once and was noticed."""
        count = 0
        while self.fail_once(suffix, call, count + 1):
            count += 1
        return count

    @slow
    def test_every_write(self):
        for suffix in SUFFIXES:
            self.assertGreater(self.fail_all(suffix, "write"), 0, suffix)

    @slow
    def test_what_lies_on_disk_meanwhile(self):
        for suffix in ("xlsx", "dta"):
            self.assertGreater(self.fail_all(suffix, "pwrite64"), 0, suffix)


class Kills(Outputs):
    @slow
    def test_at_any_moment(self):
        moments = random.Random(1)
        new = 0
        for turn in range(KILLS):
            suffix = SUFFIXES[turn % len(SUFFIXES)]
            self.put_old(suffix)
            process = subprocess.Popen([EXTRACT, "-q", "in.jsonl", "-o", f"out/stats.{suffix}"], cwd=self.folder)
            time.sleep(moments.random() * 2 * self.seconds)
            process.kill()
            process.wait()
            new += self.check(suffix, f"{suffix}, turn {turn}")
        self.assertGreater(new, 0)
