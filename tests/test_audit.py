"""The audit copy: the report with frames, its own content untouched; corrections; pictures of the evidence."""
import json
import re
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path

from support import SAMPLES, extract

SAMPLE = SAMPLES / "liaocheng-2018.pdf"


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True).stdout


def contents(pdf):
    """The bytes of each page's content streams as they stand in the file, compressed."""
    pages = run("qpdf", "--show-pages", pdf).decode("utf-8", "replace")
    numbers = re.findall(r"^    (\d+), 0 R$|^  content:\n((?:    \d+ 0 R\n)+)", pages, re.MULTILINE)
    objects = [number for _, block in numbers for number in re.findall(r"(\d+) 0 R", block)]
    return [run("qpdf", f"--show-object={number}", "--raw-stream-data", pdf) for number in objects]


class AuditCopy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.copy = Path(cls.folder.name, "audit.pdf")
        cls.done = extract(SAMPLE, "-o", cls.copy, "-q")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_it_is_sound(self):
        self.assertEqual(self.done.returncode, 1, self.done.stderr)
        self.assertEqual(subprocess.run(["qpdf", "--check", self.copy], capture_output=True).returncode, 0)

    def test_content_is_byte_for_byte_the_same(self):
        before, after = contents(SAMPLE), contents(self.copy)
        self.assertTrue(before)
        self.assertEqual(before, after)

    def test_without_annotations_the_pages_are_the_same_pixels(self):
        for page in ("1", "6"):
            pictures = [run("pdftoppm", "-hide-annotations", "-r", "60", "-f", page, "-l", page, pdf)
                        for pdf in (SAMPLE, self.copy)]
            self.assertEqual(*pictures)

    def test_with_annotations_they_are_not(self):
        pictures = [run("pdftoppm", "-r", "60", "-f", "6", "-l", "6", pdf) for pdf in (SAMPLE, self.copy)]
        self.assertNotEqual(*pictures)

    def test_every_figure_has_a_frame_and_every_problem_a_bookmark(self):
        lines = [json.loads(line) for line in extract(SAMPLE, "-o", "-", "--format=jsonl", "-q").stdout.splitlines()]
        figures = sum(line["type"] == "figure" for line in lines)
        failing = [line["check"] for line in lines
                   if line["type"] == "check" and line["state"] in ("contradicted", "reading-in-doubt")]
        objects = json.loads(run("qpdf", "--json=2", self.copy))["qpdf"][1].values()
        values = [entry["value"] for entry in objects if isinstance(entry.get("value"), dict)]
        frames = [value for value in values if value.get("/Subtype") == "/Square"]
        self.assertEqual(len(frames), figures)
        checked = {address for line in lines if line["type"] == "check" for address in line["figures"].split()}
        addresses = {frame["/Contents"].rsplit("地址：", 1)[-1] for frame in frames}
        self.assertEqual((checked - addresses, len(addresses)), (set(), figures))
        notes = [line for frame in frames for line in frame["/Contents"].splitlines() if line.startswith(("标记：", "证据："))]
        self.assertGreater(len(notes), figures)
        self.assertEqual([note for note in notes if re.search("[a-z]", note)], [])
        titles = [value["/Title"] for value in values if "/Title" in value and "/Dest" in value]
        self.assertEqual(len(titles), len(failing))
        for check in failing:
            self.assertTrue(any(check in title for title in titles), check)

    def test_same_bytes_again(self):
        again = Path(self.folder.name, "AGAIN.PDF")
        extract(SAMPLE, "-o", again, "-q")
        self.assertEqual(again.read_bytes(), self.copy.read_bytes())

    def test_a_folder_of_copies(self):
        folder = Path(self.folder.name, "copies")
        extract(SAMPLE, SAMPLES / "qinglu-2023.pdf", "--audit", folder, "-o", Path(self.folder.name, "x.csv"), "-q")
        copies = sorted(path.name for path in folder.iterdir())
        self.assertEqual(len(copies), 2)
        self.assertTrue(all(name.endswith(".pdf") for name in copies))

    def test_no_copy_takes_the_place_of_its_report(self):
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report.pdf")
            report.write_bytes(SAMPLE.read_bytes())
            Path(folder, "link.pdf").symlink_to("report.pdf")
            for words in (["-o", "report.pdf"], ["-o", "link.pdf"], ["--audit", ".", "-o", "x.csv"]):
                done = extract("report.pdf", *words, "-q", cwd=folder, expect=[2])
                self.assertRegex(done.stderr, r"^extract: \S+\.pdf: is an input: it would be lost\n$")
                self.assertEqual(report.read_bytes(), SAMPLE.read_bytes())

    def test_evidence_stands_in_the_workbook(self):
        book = Path(self.folder.name, "evidence.xlsx")
        extract(SAMPLE, "--evidence", "-o", book, "-q")
        with zipfile.ZipFile(book) as parts:
            pictures = [name for name in parts.namelist() if name.startswith("xl/media/")]
        self.assertGreater(len(pictures), 3)

    def test_cells_lead_to_the_copy(self):
        book, copy = Path(self.folder.name, "linked.xlsx"), Path(self.folder.name, "linked.pdf")
        extract(SAMPLE, "-o", book, "-o", copy, "-q")
        with zipfile.ZipFile(book) as parts:
            links = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
        self.assertIn('Target="linked.pdf', links)
        self.assertNotIn("liaocheng-2018.pdf", links)
