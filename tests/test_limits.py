"""PDFs that would take a reader's memory or time: each stays within both, says why, and keeps what was read before."""
import csv
import json
import os
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

from records import form_2014
from support import EXTRACT, SAMPLES, SANITIZED, slow

MEGABYTES = 512  # of the reading process and of its parent
SECONDS = 300 if SANITIZED else 30
SENTENCE = "主动公开政府信息21条。"


def stream(data, keys=b"", packed=True):
    data = zlib.compress(data, 9) if packed else data
    return b"<<%s%s/Length %d>>stream\n%s\nendstream" % (keys, b"/Filter/FlateDecode" if packed else b"", len(data), data)


def blanks(megabytes, before=b""):
    """A stream of so many megabytes of blanks, never held as a whole."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(before)] + [packer.compress(b" " * (1 << 20)) for _ in range(megabytes)] + [packer.flush()]
    data = b"".join(parts)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data)


def text(x, y, words):
    return b"BT /F 12 Tf %d %d Td <%s> Tj ET\n" % (x, y, words.encode("utf-16-be").hex().encode())


class Pdf:
    """A report with a title and a sentence on its first page; objects 1 to 9 are its own."""

    def __init__(self):
        self.objects, self.pages = {}, []
        self.set(1, b"<</Type/Catalog/Pages 2 0 R>>")
        self.set(3, b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>")
        self.set(4, b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
                    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>")
        self.set(5, b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0"
                    b"/Ascent 900/Descent -200/CapHeight 700/StemV 80>>")
        self.page(text(150, 700, "青坞市2023年政府信息公开工作年度报告") + text(80, 660, "一、总体情况") + text(80, 640, SENTENCE))

    def set(self, number, body):
        self.objects[number] = body
        return number

    def add(self, body):
        return self.set(max(max(self.objects), 9) + 1, body)

    def page(self, content, keys=b"", resources=b"", packed=True):
        """`content`: bytes, or the number of the object that is it."""
        number = content if isinstance(content, int) else self.add(stream(content, packed=packed))
        self.pages.append(self.add(b"<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</Font<</F 3 0 R>>%s>>%s>>" %
                                   (number, resources, keys)))

    def write(self, path):
        if 2 not in self.objects:
            kids = b" ".join(b"%d 0 R" % number for number in self.pages)
            self.set(2, b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]>>" % (kids, len(self.pages)))
        places, at = {}, 9
        with open(path, "wb") as out:
            out.write(b"%PDF-1.7\n")
            for number, body in sorted(self.objects.items()):
                places[number] = at
                at += out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            out.write(b"xref\n0 1\n0000000000 65535 f \n")
            for number, place in places.items():
                out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
            out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(places) + 1, at))


# Begun while we are small: what a process measures as its peak begins with that of the one that started it.
MEASURER = """
import json, os, subprocess, sys
for line in sys.stdin:
    process = subprocess.Popen(json.loads(line), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read(1 << 16)
    while more := process.stderr.read(1 << 16):
        said = said[:1 << 16] + more # we stay small
    said = said.decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    print(json.dumps([process.returncode, said, usage.ru_maxrss >> 10, usage.ru_utime + usage.ru_stime]), flush=True)
"""


@slow
class Limits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.measurer = subprocess.Popen([sys.executable, "-c", MEASURER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @classmethod
    def tearDownClass(cls):
        cls.measurer.communicate()

    def measure(self, *command):
        print(json.dumps([str(word) for word in command]), file=self.measurer.stdin, flush=True)
        return json.loads(self.measurer.stdout.readline())

    def read(self, pdf, says="", keeps=True):
        """Reads it; that it stays within memory and time, says this of it, and keeps the sentence of the first page. The figures."""
        with tempfile.TemporaryDirectory() as folder:
            path, target = Path(folder) / "limit.pdf", Path(folder) / "figures.csv"
            pdf.write(path)
            status, said, megabytes, seconds = self.measure(EXTRACT, f"--timeout={SECONDS}", path, "-o", target)
            if os.environ.get("EXTRACT_LIMITS"):  # the numbers, for whoever asks
                print(f"\n# {self.id()}: {megabytes} MB, {seconds:.1f} s, of {path.stat().st_size >> 10} KB: {said[-150:].strip()}")
            self.assertIn(status, (0, 1) if keeps else (0, 1, 2), said[:1000])
            self.assertRegex(said, says or "^")
            if "died" not in says:
                self.assertNotRegex(said, "died|time limit")
            if not SANITIZED:
                self.assertLess(megabytes, MEGABYTES)
            if keeps:
                rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
                self.assertIn("21", [row["value"] for row in rows if row["page"] == "1"])
                return rows

    def test_a_page_of_blanks(self):
        pdf = Pdf()
        pdf.page(pdf.add(blanks(1024)))
        self.read(pdf, "page 2: its content is too long")

    def test_a_form_of_blanks(self):
        pdf = Pdf()
        form = pdf.add(blanks(1024).replace(b"<<", b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]", 1))
        pdf.page(b"/X Do", resources=b"/XObject<</X %d 0 R>>" % form)
        self.read(pdf, "page 2: ")

    def test_a_million_tiny_characters(self):
        pdf = Pdf()
        pdf.page(b"".join(b"BT /F 1 Tf %d %d Td <4e00> Tj ET\n" % (i % 500 + 10, i // 500 % 800 + 10) for i in range(1000000)))
        self.read(pdf, "page 2: ")

    def test_a_million_characters_in_one_string(self):
        pdf = Pdf()
        pdf.page(b"BT /F 1 Tf 10 10 Td <" + b"4e00" * 1000000 + b"> Tj ET")
        self.read(pdf, "page 2: ")

    def test_a_line_of_many_characters(self):
        pdf = Pdf()
        pdf.page(b"BT /F 1 Tf 10 10 Td <" + b"4e000031" * 12000 + b"> Tj ET")
        self.read(pdf)

    def test_a_million_rules(self):
        pdf = Pdf()
        pdf.page(b"".join(b"%d %d m %d %d l S\n" % (i % 500, i // 500 % 800, i % 500 + 9, i // 500 % 800) for i in range(1000000)))
        self.read(pdf, "page 2: ")

    def test_a_grid_of_many_cells(self):
        pdf = Pdf()
        lines = [b"%d 10 m %d 800 l S\n%d %d m 580 %d l S\n" % (10 + i, 10 + i, 10, 10 + i, 10 + i) for i in range(0, 570)]
        pdf.page(b"".join(lines) + b"".join(b"BT /F 1 Tf %d.2 %d.2 Td <0031> Tj ET\n" % (10 + i % 560, 10 + i // 560) for i in range(40000)))
        self.read(pdf)

    def test_many_large_tables(self):
        pdf = Pdf()
        grid = pdf.add(stream(b"".join(b"%d 10 m %d 800 l S\n10 %d m 580 %d l S\n" % (10 + i, 10 + i, 10 + i, 10 + i) for i in range(0, 570, 5))
                              + b"".join(b"BT /F 3 Tf %d %d Td <0031> Tj ET\n" % (11 + i % 100 * 5, 11 + i // 100 * 5) for i in range(10000))))
        for _ in range(40):
            pdf.page(grid)
        self.read(pdf, "too many tables")

    def test_very_many_numerals(self):
        pdf = Pdf()
        page = pdf.add(stream(b"".join(text(10, 10 + line * 8, "1政" * 60) for line in range(95))))
        for _ in range(240):
            pdf.page(page)
        self.read(pdf, "too many numerals")

    def test_a_result_with_a_line_without_end(self):
        """What stands before it is taken, what follows is not, and that is said."""
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "in.jsonl", Path(folder) / "out.csv"
            source.write_text(form_2014().lines() + "[" + "0," * 20000000, "utf-8")
            status, said, megabytes, _ = self.measure(EXTRACT, source, "-o", target)
            self.assertEqual(status, 1, said)
            self.assertIn("in.jsonl: a line longer than 16 MB: the rest is not read", said)
            self.assertIn("report.pdf", target.read_text("utf-8-sig"))
            if not SANITIZED:
                self.assertLess(megabytes, MEGABYTES // 4)

    def test_boxes_without_measure(self):
        for box in (b"0 0 1e9 1e9", b"0 0 1000000000 1000000000", b"-2147483648 -2147483648 2147483647 2147483647", b"0 0 0.0001 0.0001",
                    b"0 0 99999999999999999999 99999999999999999999"):
            pdf = Pdf()
            pdf.page(text(80, 640, SENTENCE) + b"0 0 m 1000000000 1000000000 l S 0 640 m 900000000 640 l S 5 w 1e9 2e9 3e9 4e9 re S",
                     b"/MediaBox[%s]/UserUnit 75000" % box)
            self.read(pdf)

    def test_characters_without_measure(self):
        for size in (b"1000000000", b"0.0000001", b"-99999999999999999999"):
            pdf = Pdf()
            pdf.page(text(80, 640, SENTENCE).replace(b" 12 Tf", b" %s Tf" % size) * 50 + b"1e9 0 0 1e9 0 0 cm " + text(1, 1, SENTENCE))
            self.read(pdf)

    def test_very_many_pages(self):
        pdf = Pdf()
        content = pdf.add(stream(text(80, 640, "第 1 页")))
        for _ in range(100000):
            pdf.page(content)
        self.read(pdf, "too many pages: --pages reads the others")

    def test_pages_nested_deeply(self):
        pdf = Pdf()
        first, depth = pdf.pages[0], 100000
        pdf.set(2, b"<</Type/Pages/Kids[%d 0 R 100 0 R]/Count 2/MediaBox[0 0 595 842]>>" % first)
        for i in range(depth):
            pdf.set(100 + i, b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (99 + i if i else 2, 101 + i))
        pdf.set(100 + depth, b"<</Type/Page/Parent %d 0 R>>" % (99 + depth))
        self.read(pdf, "died|ended with|damaged|not a PDF|recognised", keeps=False)  # poppler goes down, and with it its process

    def deadly(self, pdf):
        """The resources of a page that kills: poppler reads a function that is nested until its stack is full."""
        function = pdf.add(stream(b"{" * 1000000 + b"}" * 1000000, b"/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]"))
        return b"/ColorSpace<</S[/Separation/Spot/DeviceRGB %d 0 R]>>" % function

    def test_a_page_that_kills_its_reader(self):
        """It is left out and named; what stands before and behind it is read."""
        pdf = Pdf()
        pdf.page(b"/S cs 1 scn " + text(80, 640, SENTENCE), resources=self.deadly(pdf))
        pdf.page(text(80, 640, SENTENCE))
        rows = self.read(pdf, "page 2: left out: the reading process (died|ended)")
        self.assertEqual([row["page"] for row in rows], ["1", "3"])

    @unittest.skipIf(SANITIZED, "nothing limits the memory of a sanitized process")
    def test_pictures_that_kill_their_maker(self):
        """A font that is unpacked when it is painted: the figures are there, the pictures are not, and that is said."""
        with tempfile.TemporaryDirectory() as folder:
            bomb, path, target = (Path(folder) / name for name in ("bomb.pdf", "a.pdf", "a.csv"))
            pdf = Pdf()
            descriptor = pdf.add(b"<</Type/FontDescriptor/FontName/Big/Flags 4/FontFile2 %d 0 R>>" % pdf.add(blanks(1024)))
            pdf.set(3, b"<</Type/Font/Subtype/TrueType/BaseFont/Big/FontDescriptor %d 0 R>>" % descriptor)
            pdf.pages = []
            pdf.page(b"BT /F 12 Tf 8 8 Td (.) Tj ET")
            pdf.write(bomb)
            subprocess.run(["qpdf", SAMPLES / "liaocheng-2018.pdf", "--overlay", bomb, "--repeat=1", "--", path], check=True)
            status, said, *_ = self.measure(EXTRACT, "--evidence", path, "-o", target)
            self.assertEqual(status, 1, said)
            self.assertIn("a.pdf: pictures and audit copy: left out: the reading process died", said)
            self.assertGreater(target.read_text("utf-8-sig").count("request.received"), 5)

    def test_a_page_that_takes_too_long(self):
        """It is left out and named, the others are read; with more time an archive has it read again."""
        pdf = Pdf()
        descriptor = pdf.add(b"<</Type/FontDescriptor/FontName/Big/Flags 4/FontFile %d 0 R>>" % pdf.add(blanks(100)))
        fonts = [pdf.add(b"<</Type/Font/Subtype/Type1/BaseFont/Big/FontDescriptor %d 0 R>>" % descriptor) for _ in range(12)]
        pdf.page(b"".join(b"BT /F%d 12 Tf 80 640 Td (2) Tj ET\n" % font for font in fonts))
        page = pdf.objects[pdf.pages[1]]
        pdf.set(pdf.pages[1], page.replace(b"/F 3 0 R", b"".join(b"/F%d %d 0 R" % (font, font) for font in fonts)))
        pdf.page(text(80, 640, SENTENCE))
        with tempfile.TemporaryDirectory() as folder:
            path, archive, target = (Path(folder) / name for name in ("slow.pdf", "a.db", "a.csv"))
            pdf.write(path)
            status, said, *_ = self.measure(EXTRACT, "--timeout=5" if SANITIZED else "--timeout=1", path, "-o", archive, "-o", target)
            self.assertEqual(status, 1, said)
            self.assertIn("page 2: left out: took longer than the time limit", said)
            rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
            self.assertEqual([row["page"] for row in rows], ["1", "3"])
            self.assertNotIn("left out", self.measure(EXTRACT, "--timeout=300", path, "-o", archive)[1])

    def test_nothing_but_pages_that_kill(self):
        """However many there are: no record of it, and one reason."""
        pdf, content = Pdf(), b"/S cs 1 scn " + text(80, 640, SENTENCE)
        resources, pdf.pages = self.deadly(pdf), []
        for _ in range(40):
            pdf.page(content, resources=resources)
        self.read(pdf, "limit.pdf: .*the reading process (died|ended)", keeps=False)

    def test_pages_in_a_ring(self):
        for kids in (b"2 0 R", b"%d 0 R 2 0 R", b"%d 0 R %d 0 R %d 0 R"):
            pdf = Pdf()
            pdf.set(2, b"<</Type/Pages/Kids[%s]/Count 3/MediaBox[0 0 595 842]/Parent 2 0 R>>" % kids.replace(b"%d", b"%d" % pdf.pages[0]))
            self.read(pdf, keeps=False)

    def test_forms_nested_deeply(self):
        for twice in (1, 2):
            pdf = Pdf()
            last = pdf.add(stream(b"0 0 m 9 9 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]"))
            for _ in range(400):
                last = pdf.add(stream(b"/X Do " * twice, b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X %d 0 R>>>>" % last))
            pdf.page(b"/X Do", resources=b"/XObject<</X %d 0 R>>" % last)
            self.read(pdf, "page 2: ")

    def test_forms_in_a_ring(self):
        pdf = Pdf()
        one, other = max(pdf.objects) + 1, max(pdf.objects) + 2
        pdf.set(one, stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X %d 0 R>>>>" % other))
        pdf.set(other, stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X %d 0 R>>>>" % one))
        pdf.page(b"/X Do", resources=b"/XObject<</X %d 0 R>>" % one)
        self.read(pdf, "page 2: ")

    def test_arrays_and_dictionaries_nested_deeply(self):
        for opening, closing in ((b"[", b"]"), (b"<</A ", b">>"), (b"(", b")")):
            pdf = Pdf()
            pdf.page(opening * 200000 + closing * 200000 + text(80, 640, SENTENCE))
            self.read(pdf)
            pdf = Pdf()
            pdf.page(b"", keys=b"/Deep " + opening * 200000 + closing * 200000)
            self.read(pdf, keeps=False)

    def test_states_nested_deeply(self):
        pdf = Pdf()
        pdf.page(b"q " * 1000000 + text(80, 640, SENTENCE) + b"Q " * 1000000)
        self.read(pdf)

    def test_more_than_is_looked_at(self):
        """Areas, fonts, parts of the content, operators, characters that one stands for: the rest is not dropped unsaid."""
        pdf = Pdf()
        pdf.page(b"".join(b"%d %d 9 9 re f\n" % (i % 500, i // 500 * 10) for i in range(21000)))
        self.read(pdf, "page 2: too many filled areas")
        pdf = Pdf()
        pdf.page(text(80, 640, SENTENCE))
        pdf.objects[pdf.pages[1]] = pdf.objects[pdf.pages[1]].replace(b"/F 3 0 R", b"/F 3 0 R" + b"".join(b"/F%d 3 0 R" % i for i in range(2001)))
        self.read(pdf, "page 2: too many fonts")
        pdf = Pdf()
        part = pdf.add(stream(text(80, 640, SENTENCE)))
        pdf.page(part)
        pdf.objects[pdf.pages[1]] = pdf.objects[pdf.pages[1]].replace(b"/Contents %d 0 R" % part, b"/Contents[" + b"%d 0 R " % part * 10001 + b"]")
        self.read(pdf, "page 2: the content has too many parts")
        pdf = Pdf()
        pdf.page(b"1 w " * 5000001)
        self.read(pdf, "page 2: the content has too many operators")
        pdf = Pdf()
        table = pdf.add(stream(b"begincmap 1 beginbfchar <37> <" + b"0038" * 20 + b"> endbfchar endcmap"))
        own = pdf.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode %d 0 R>>" % table)
        pdf.page(b"".join(b"BT /G 4 Tf 20 %d Td (%s) Tj ET " % (10 + i * 8, b"7" * 50) for i in range(80)))
        pdf.objects[pdf.pages[1]] = pdf.objects[pdf.pages[1]].replace(b"/F 3 0 R", b"/G %d 0 R" % own)
        self.read(pdf, "page 2: too many characters")

    def test_more_than_is_kept_of_all_pages(self):
        pdf = Pdf()
        page = pdf.add(stream(b"".join(b"%d %d m %d %d l S\n" % (i % 500, i // 500 * 4, i % 500 + 9, i // 500 * 4) for i in range(99000))))
        for _ in range(32):
            pdf.page(page)
        self.read(pdf, "page 33: too much on the pages before: --pages reads it alone")

    def test_a_path_of_a_million_points(self):
        pdf = Pdf()
        pdf.page(b"0 0 m " + b"1 1 l 2 2 l " * 500000 + b"S")
        self.read(pdf, "page 2: ")

    @unittest.skipIf(SANITIZED, "nothing limits the memory of a sanitized process")
    def test_a_font_of_blanks(self):
        """Poppler unpacks a font of PostScript to learn its names of characters, others only to paint them."""
        for kind, key, subtype in ((b"Type1", b"FontFile", b""), (b"Type1", b"FontFile3", b"/Subtype/Type1C"),
                                   (b"TrueType", b"FontFile2", b"")):
            pdf = Pdf()
            font = pdf.add(blanks(1024).replace(b"<<", b"<<" + subtype, 1))
            descriptor = pdf.add(b"<</Type/FontDescriptor/FontName/Big/Flags 4/%s %d 0 R>>" % (key, font))
            own = pdf.add(b"<</Type/Font/Subtype/%s/BaseFont/Big/FontDescriptor %d 0 R>>" % (kind, descriptor))
            pdf.page(b"BT /G 12 Tf 80 640 Td (21) Tj ET")
            pdf.objects[pdf.pages[1]] = pdf.objects[pdf.pages[1]].replace(b"/F 3 0 R", b"/F 3 0 R/G %d 0 R" % own)
            pdf.page(text(80, 640, SENTENCE))
            rows = self.read(pdf, "page 2: left out: the reading process died" if kind == b"Type1" else "^")
            self.assertEqual({row["page"] for row in rows} - {"2"}, {"1", "3"})

    def test_a_table_of_characters_of_blanks(self):
        pdf = Pdf()
        table = pdf.add(blanks(1024, b"/CIDInit /ProcSet findresource begin begincmap 1 beginbfchar <37> <0038> endbfchar "))
        own = pdf.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode %d 0 R>>" % table)
        pdf.page(b"BT /G 12 Tf 80 640 Td (77) Tj ET", resources=b"/ExtGState<<>>")
        pdf.objects[pdf.pages[1]] = pdf.objects[pdf.pages[1]].replace(b"/F 3 0 R", b"/F 3 0 R/G %d 0 R" % own)
        self.read(pdf, "page 2: ")

    def test_a_table_of_widths_without_end(self):
        pdf = Pdf()
        pdf.objects[4] = pdf.objects[4].replace(b"/DW 1000", b"/DW 1000/W[" + b"1 [" + b"500 " * 2000000 + b"]]")
        self.read(pdf, keeps=False)

    def test_words_put_for_others(self):
        pdf = Pdf()
        words = ("政" * 20000).encode("utf-16-be").hex().encode()
        pdf.page(b"".join(b"/Span<</ActualText<feff%s>>>BDC BT /F 1 Tf 10 %d Td <4e00> Tj ET EMC\n" % (words, i) for i in range(200)))
        self.read(pdf, "page 2: ")

    def test_a_note_of_many_words(self):
        pdf = Pdf()
        pdf.page(b"", keys=b"/Annots[<</Type/Annot/Subtype/FreeText/Rect[10 10 500 800]/DA(/F 9 Tf)/Contents(" + b"1 2 " * 2000000 + b")>>]")
        self.read(pdf, "page 2: too many characters")

    def test_a_picture_without_measure(self):
        pdf = Pdf()
        image = pdf.add(blanks(64).replace(b"<<", b"<</Type/XObject/Subtype/Image/Width 200000/Height 200000/BitsPerComponent 8"
                                                 b"/ColorSpace/DeviceRGB", 1))
        pdf.page(b"q 500 0 0 800 10 10 cm /X Do Q" + text(80, 640, SENTENCE), resources=b"/XObject<</X %d 0 R>>" % image)
        self.read(pdf)

    def test_a_glyph_that_shows_itself(self):
        pdf = Pdf()
        own = max(pdf.objects) + 1
        pdf.set(own, b"<</Type/Font/Subtype/Type3/FontMatrix[0.001 0 0 0.001 0 0]/FontBBox[0 0 900 900]/FirstChar 49/LastChar 49/Widths[600]"
                     b"/Encoding<</Differences[49/one]>>/CharProcs<</one %d 0 R>>/Resources<</Font<</G %d 0 R>>>>>>" % (own + 1, own))
        pdf.set(own + 1, stream(b"600 0 d0 BT /G 900 Tf (1111) Tj ET"))
        pdf.page(b"BT /G 12 Tf 80 640 Td (1111) Tj ET", resources=b"/Font<</G %d 0 R>>" % own)
        self.read(pdf)
