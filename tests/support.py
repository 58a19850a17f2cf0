"""What the tests have in common: where things are, and how the program is run."""
import os
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = Path(os.environ.get("EXTRACT_BUILD", ROOT / "build"))  # the build under test: plain, or with sanitizers
EXTRACT = BUILD / "extract"
SANITIZED = BUILD.name == "san"
SAMPLES = ROOT / "samples"
SHARED = ROOT.parent / "shared"  # real reports: other people's, so not in the project

slow = unittest.skipIf(os.environ.get("EXTRACT_QUICK"), "slow: make check runs it")
needs_shared = unittest.skipUnless(SHARED.is_dir(), "../shared is not there")


# Before a command: what its user may not read or write is refused, also when that is root, to whom all is open.
ORDINARY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def extract(*arguments, expect=(0, 1), timeout=60, before=(), **options):
    """Runs the program; returns the finished process (text). Fails unless its exit status is one of `expect`.
    `before` is a command to run it under."""
    done = subprocess.run([*before, EXTRACT, *map(str, arguments)], capture_output=True, encoding="utf-8", errors="replace",
                          timeout=timeout, **options)
    if done.returncode not in expect:
        raise AssertionError(f"extract {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")
    return done
