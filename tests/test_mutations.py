"""A few of the damaged PDFs that make mutate makes by the ten thousand."""
import unittest

from mutations import Account
from support import EXTRACT, SAMPLES, slow

NUMBERS = 6, 24, 4, 3  # cuts, flips, splices of each, and times that each kind of damage of archives is tried


@slow
class Mutations(unittest.TestCase):
    def test_each_is_accounted_for(self):
        pdfs = [SAMPLES / f"{name}.pdf" for name in ("baizhu-2022", "libreoffice", "unruled-list", "yuanxu-2010")]
        account = Account(EXTRACT, None)
        for pdf in pdfs:
            account.run(pdf, pdfs, NUMBERS)
        self.assertEqual(account.wrong(), 0, account.count)
        self.assertEqual(account.count["a process: crash"] + account.count["a process: timeout"], 0, account.count)
        self.assertEqual({kind for kind in account.count if kind.startswith("a figure") and kind.endswith("no mark")}, set())
        self.assertGreater(account.count["files"], len(pdfs) * sum(NUMBERS))
        self.assertGreater(account.count["reports"], account.count["files"] / 2)
