"""--explain: why a figure stands where it stands, or why there is none."""
import unittest

from support import SAMPLES, extract


class Explain(unittest.TestCase):
    def explain(self, sample, indicator, **options):
        return extract(SAMPLES / sample, f"--explain={indicator}", **options).stdout

    def test_a_figure_of_a_table_and_of_a_sentence(self):
        text = self.explain("liaocheng-2018.pdf", "request.received")
        self.assertRegex(text, r"page 6: [\d.,-]+: 647 件")
        self.assertIn("2014.yaml:", text)
        self.assertIn("prose.yaml:", text)
        self.assertIn("request.received.parts contradicted: 647, 618", text)

    def test_an_indicator_of_another_form(self):
        text = self.explain("liaocheng-2018.pdf", "result.granted")
        self.assertIn("no such figure", text)
        self.assertIn("forms that have it: 2019", text)

    def test_what_refused_the_nearest_rows(self):
        text = self.explain("misprints.pdf", "result.refused.thirdparty")
        self.assertRegex(text, r"looked for the row .*2021\.yaml:\d+|looked for the row .*2019\.yaml:\d+")
        self.assertIn("known as", text)

    def test_an_unknown_indicator(self):
        done = extract(SAMPLES / "liaocheng-2018.pdf", "--explain=no.such", expect=(2,))
        self.assertIn("no indicator 'no.such'", done.stderr)
