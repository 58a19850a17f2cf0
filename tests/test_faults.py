"""Whatever fails while an output is written: the old one stays whole, or the new one is; nothing else is left. Of an
archive each report is whole or is not there, and one that was there stays; the next run goes on from that."""
import os
import random
import shutil
import sqlite3
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


CALLS = {"pwrite64": "ENOSPC", "fdatasync": "EIO", "ftruncate": "EIO", "unlink": "EACCES"}  # what SQLite changes a file by
EVERY = 1 if KILLS >= 1000 else 11  # of the calls of an archive, one in so many
PATHS = [f"{i}.pdf" for i in range(4)]


class Archive(unittest.TestCase):
    """The first report is in the archive and has changed, the others are new."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "out").mkdir()
        self.target = self.folder / "out" / "stats.db"
        self.write_input("old.jsonl", PATHS[:1], 1)
        self.write_input("in.jsonl", PATHS, 2)
        self.assertEqual(self.run_extract([], "old.jsonl").returncode, 0)
        self.old, self.old_bytes = self.read(), self.target.read_bytes()
        self.assertEqual(self.run_extract([], "in.jsonl").returncode, 0)
        self.new = self.read()
        self.assertEqual(sorted(self.new), PATHS)

    def write_input(self, name, paths, edition):
        reports = [form_2014(lambda i, n=n: str(i * edition + n), path=path, place=f"某{n}县") for n, path in enumerate(paths)]
        for report in reports:
            sha256 = f"{edition}{report.head['report'][0]}".ljust(64, "0")
            for row in [report.head, *report.rows]:
                row["sha256"] = sha256
        (self.folder / name).write_text("".join(report.lines() for report in reports), "utf-8")

    def run_extract(self, before, name="in.jsonl"):
        return subprocess.run([*before, EXTRACT, "-q", "--no-sandbox", name, "-o", "out/stats.db"], cwd=self.folder,
                              capture_output=True, text=True, timeout=60, env=ENVIRONMENT)

    def put_old(self, old):
        shutil.rmtree(self.folder / "out")
        (self.folder / "out").mkdir()
        if old:
            self.target.write_bytes(self.old_bytes)

    def read(self):
        """{path: all that is known of it}; that there is nothing else, and the file is sound."""
        with sqlite3.connect(self.target) as db:
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'files'").fetchall():
                return {}
            files = db.execute("SELECT path, key FROM files").fetchall()
            tables = ("reports", "figures", "sections", "checks", "remarks", "numerals")
            rows = {path: [db.execute(f"SELECT * FROM {table} WHERE key = ?", [key]).fetchall() for table in tables]
                    for path, key in files}
            for table in tables:
                self.assertEqual(db.execute(f"SELECT * FROM {table} WHERE key NOT IN (SELECT key FROM files)").fetchall(), [])
        db.close()
        return rows

    def check(self, old, done, where):
        """Whether all is there that a run over the input makes."""
        there = self.read() if self.target.exists() else {}
        for path, rows in there.items():
            self.assertIn(rows, (self.new[path], self.old.get(path)), f"{where}: {path}")
        if old:
            self.assertIn(PATHS[0], there, where)
        if done:
            self.assertEqual(there, self.new, where)
        self.assertEqual(self.run_extract([]).returncode, 0, where)
        self.assertEqual(self.read(), self.new, where)
        return there == self.new

    def inject(self, old, call, what, nth):
        self.put_old(old)
        done = self.run_extract([*TRACE, "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={nth}"])
        return done, f"{'old' if old else 'no'} archive, {call} {nth} {what}: {done.stderr}"

    def fail_once(self, old, call, nth):
        done, where = self.inject(old, call, f"error={CALLS[call]}", nth)
        self.assertIn(done.returncode, (0, 2), where)
        if done.returncode == 2:
            self.assertIn("extract: out/stats.db: ", done.stderr, where)
        if call != "unlink":
            self.assertLessEqual({path.name for path in self.target.parent.iterdir()}, {"stats.db"}, where)
        self.check(old, done.returncode == 0, where)
        return done.returncode == 2

    def calls(self, old, call):
        self.put_old(old)
        with tempfile.NamedTemporaryFile("r") as trace:
            self.run_extract(["strace", "-qq", "-o", trace.name, "-e", f"trace={call}"])
            return sum(1 for _ in trace)

    @slow
    @unittest.skipUnless(can_trace(), "strace cannot be used here")
    def test_every_change_of_the_file(self):
        for old in (False, True):
            for call in CALLS:
                count = self.calls(old, call)
                self.assertGreater(count, 0)
                said = [self.fail_once(old, call, nth) for nth in range(1, count + 1, EVERY)]
                self.assertTrue(any(said) or call in ("ftruncate", "unlink"), call)

    @slow
    @unittest.skipUnless(can_trace(), "strace cannot be used here")
    def test_killed_at_every_change_of_the_file(self):
        for old in (False, True):
            for call in CALLS:
                for nth in range(1, self.calls(old, call) + 1, EVERY):
                    done, where = self.inject(old, call, "signal=KILL", nth)
                    self.assertLess(done.returncode, 0, where)
                    self.check(old, False, where)

    @slow
    def test_killed_at_any_moment(self):
        moments, all_there = random.Random(2), 0
        began = time.monotonic()
        self.run_extract([])
        seconds = time.monotonic() - began
        for turn in range(KILLS // 2):
            old = turn % 2 == 0
            self.put_old(old)
            process = subprocess.Popen([EXTRACT, "-q", "in.jsonl", "-o", "out/stats.db"], cwd=self.folder)
            time.sleep(moments.random() * 2 * seconds)
            process.kill()
            process.wait()
            all_there += self.check(old, False, f"turn {turn}")
        self.assertGreater(all_there, 0)


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
            for left in self.target(suffix).parent.glob(".extract-*"):
                left.unlink()  # killed between its name and the target's: no system gives a file that has none the name of another
            new += self.check(suffix, f"{suffix}, turn {turn}")
        self.assertGreater(new, 0)
