#!/usr/bin/python3
"""usage: tests/mutations.py [--cuts N] [--flips N] [--splices N] [--archived N] [--keep DIR] BUILD [PDF...]

Damages PDFs (those of samples/, when none are named) in ways that repeat: cut off at N places, one bit flipped at N
places, the front of one with the back of another, and N times each of what happens to files in archives: blocks of
zeros, line ends changed on the way, the pages of a web server about or within them, parts lost or sent twice, files
made for the Web or packed closely that are damaged then, pages that are not where the file says. Reads all of them in archive runs and holds what came out against
the reading of the undamaged file and, where a figure differs, against what pdftotext shows of the damaged one.

What must never be: a run that ends by a signal or not at all, a damaged file without a record, a failure without a
reason, a figure that neither the undamaged report nor pdftotext knows. What is counted: processes that crashed or
took too long, figures that differ and bear a mark, and those that differ, agree with pdftotext and bear none; DIR
gets the files of the last two kinds, with a line on each in DIR/list.

Kinds of damage that the whole of it (45 samples, 55,785 files) showed to be silent, and what tells them now:
- a number of a table of widths (1000 became 9000, or 100): what follows is moved into other cells, by some ems;
- a key with one other letter (/Cootents, /ToUniCode, /filter): the page is empty, the characters have no meaning;
- a number of a font's matrix: its characters are ten times as wide;
- half a row at the foot of a page before a damaged one: its cells are blank, for its figures stand there;
- half a table of 2016 that resembles the early form most: its sentences had the indicators of that form;
- print thrown far to the right: the lines of the other pages broke where they should go on.
- the year of a title: 2013 for 2023, and the figures of all pages with it; its sentences had indicators of 2013;
- rows torn by a damaged page, or about one that is not in the list of pages, that are no rows of the form then;
- a font that calls itself a tenth as high (/Ascent 895 became 89): sentences lose their indicators.
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BATCH = 250  # damaged files in one run
SECONDS = 30  # that a file may take, as the program has it
MODES = ([], ["-layout"], ["-raw"], ["-fixed", "4"])
ANSWER = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n"
OBJECT = re.compile(rb"(\d+) (\d+) obj\b(.*?)(?:stream\r?\n|endobj)", re.DOTALL)


def sample_pdfs():
    return sorted([*(ROOT / "samples").glob("*.pdf"), *(ROOT / "samples").glob("*/*.pdf")])


def rebuilt(pdf, *how):
    """The same PDF as qpdf writes it."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as made:
        subprocess.run(["qpdf", "--deterministic-id", *how, pdf, made.name], capture_output=True, check=True)
        return Path(made.name).read_bytes()


def lose_pages(pdf):
    """(name, bytes): each page in turn is not in the list of pages, which is as long as before."""
    plain = rebuilt(pdf, "--qdf", "--object-streams=disable")
    kids = re.search(rb"/Kids \[(.*?)\]", plain, re.DOTALL)
    for i, kid in enumerate(re.finditer(rb"\d+ 0 R", kids.group(1))):
        at, to = kids.start(1) + kid.start(), kids.start(1) + kid.end()
        yield f"page-{i}", plain[:at] + b" " * (to - at) + plain[to:]
    yield "count", re.sub(rb"/Count (\d+)", lambda found: b"/Count %d" % max(int(found[1]) - 1, 1), plain)


def archive(pdf, chance, times):
    """(name, bytes): what happens to files in archives, and on the way to them."""
    data = pdf.read_bytes()
    yield "crlf", data.replace(b"\n", b"\r\n")
    yield "lf", data.replace(b"\r\n", b"\n")
    yield "utf8", data.decode("latin-1").encode()
    yield "answer-before", ANSWER + data
    yield "answer-after", data + ANSWER * 20
    yield from lose_pages(pdf)
    web, packed = rebuilt(pdf, "--linearize"), rebuilt(pdf, "--object-streams=generate")
    for i in range(times):
        one, other = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
        size = (512, 4096)[i % 2]
        block = chance.randrange(len(data)) // size * size
        zeros = bytes(min(size, len(data) - block))
        yield f"zeros-{block}-{size}", data[:block] + zeros + data[block + size:]
        yield f"answer-within-{one}", data[:one] + ANSWER
        yield f"gap-{one}-{other}", data[:one] + data[other:]
        yield f"twice-{one}-{other}", data[:other] + data[one:]
        yield f"again-{one}", data[:one] + data
        yield f"web-{one}", web[:one * len(web) // len(data)]
        tables = [found.start() for found in re.finditer(rb"/Type /(ObjStm|XRef)", packed)]
        at = min(chance.choice(tables) + chance.randrange(400), len(packed) - 1)
        yield f"packed-{at}", packed[:at] + bytes([packed[at] ^ 1 << chance.randrange(8)]) + packed[at + 1:]


def mutants_of(pdf, others, cuts, flips, splices, archived):
    """(name, bytes, the PDFs it comes from), the same ones each time."""
    data = pdf.read_bytes()
    chance = random.Random(f"{pdf.parent.name}/{pdf.name}")
    for i in range(cuts):
        at = len(data) * (i + 1) // (cuts + 1)
        yield f"cut-{at}", data[:at], [pdf]
    for _ in range(flips):
        at, bit = chance.randrange(len(data)), chance.randrange(8)
        yield f"flip-{at}-{bit}", data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1:], [pdf]
    for i in range(splices):
        other = chance.choice([each for each in others if each != pdf] or others)
        back = other.read_bytes()
        front, rest = chance.randrange(len(data)), chance.randrange(len(back))
        yield f"splice-{i}-{front}-{other.stem}-{rest}", data[:front] + back[rest:], [pdf, other]
    for name, damaged in archive(pdf, chance, archived) if archived else ():
        yield name, damaged, [pdf]


def spot_of(data, at):
    """What stands at a place of a PDF: the dictionary before the nearest stream, or the line."""
    found = None
    for match in OBJECT.finditer(data, 0, at + 2000):
        if match.start() > at:
            break
        found = match
    if not found:
        return "head"
    inside = "stream" if at >= found.end() and data.find(b"endstream", found.end()) > at else "object"
    head = re.sub(rb"\s+", b" ", found.group(3)).strip()[:90].decode("latin-1")
    return f"{inside} {int(found.group(1))} {head}"


class Reading:
    """What one run says of a file."""

    def __init__(self):
        self.report, self.failure = None, None
        self.figures, self.remarks = [], []

    def is_marked(self, figure):
        """By itself, or with the whole file."""
        damage = self.report["damage"]
        return "damaged-page" in figure["marks"].split() or bool(damage and not damage.startswith("page "))


def sense_of(figure):
    return figure["indicator"], figure["value"], figure["state"]


def place_of(figure):
    return figure["page"], round(figure["x1"]), round(figure["y1"])


def read_batch(extract, folder, seconds):
    """{path: Reading} of the PDFs of a folder."""
    target = Path(folder) / "out.jsonl"
    done = subprocess.run([extract, "-q", f"--timeout={SECONDS}", folder, "-o", target], capture_output=True,
                          encoding="utf-8", errors="replace", timeout=seconds, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"the run over {folder} ended with {done.returncode}: {done.stderr[-2000:]}")
    readings = {}
    with target.open(encoding="utf-8") as lines:
        for line in lines:
            kind = line[9:line.index('"', 9)]
            if kind not in ("report", "failure", "figure", "remark"):
                continue
            row = json.loads(line)
            reading = readings.setdefault(row["report"], Reading())
            if kind in ("report", "failure"):
                setattr(reading, kind, row)
            else:
                getattr(reading, kind + "s").append(row)
    target.unlink()
    return readings


def fold(text):
    return unicodedata.normalize("NFKC", text)


def shown_by(pdf, page):
    """The text of a page as pdftotext has it, in each of its modes."""
    texts = []
    for mode in MODES:
        done = subprocess.run(["pdftotext", *mode, "-f", str(page), "-l", str(page), pdf, "-"], capture_output=True,
                              timeout=120, check=False)
        texts.append(fold(done.stdout.decode("utf-8", "replace")))
    return texts


def shown_beyond(pdf, page):
    """The same of a copy with wider pages: pdftotext leaves out what lies beyond the edge."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as wide:
        subprocess.run(["qpdf", "--qdf", "--object-streams=disable", "--stream-data=preserve", pdf, wide.name],
                       capture_output=True, check=False)
        data = Path(wide.name).read_bytes()
        box = rb"/(Media|Crop)Box \[\s*\S+\s+\S+\s+\S+\s+\S+\s*\]"
        Path(wide.name).write_bytes(re.sub(box, rb"/\1Box [-2000 -2000 3000 3000]", data))
        return shown_by(wide.name, page)


def is_shown(raw, texts):
    """Whether the numeral stands in one of the texts with no digit beside it, blanks apart."""
    raw = re.sub(r"\s+", "", fold(raw))
    if not raw:
        return True
    spaced = r"\s*".join(map(re.escape, raw))
    whole = re.compile(rf"(?<![\d.]){spaced}(?!\d)" if raw[-1].isdigit() else spaced)
    return any(whole.search(text) for text in texts)


class Account:
    def __init__(self, extract, keep):
        self.extract, self.keep = extract, keep
        self.count = Counter()
        self.bases = {}
        if keep:
            keep.mkdir(parents=True, exist_ok=True)

    def base_of(self, pdf):
        if pdf not in self.bases:
            with tempfile.TemporaryDirectory() as folder:
                (Path(folder) / "whole.pdf").symlink_to(pdf.resolve())
                self.bases[pdf] = next(iter(read_batch(self.extract, folder, 300).values()))
        return self.bases[pdf]

    def note(self, kind, path, sources, text):
        """Counts, and keeps the file for whoever wants to look."""
        self.count[kind] += 1
        if not self.keep:
            return
        parts = path.stem.split("-")
        spot = spot_of(sources[0].read_bytes(), int(parts[1])) if parts[0] in ("cut", "flip") else ""
        name = f"{sources[0].parent.name}-{sources[0].stem}-{path.name}"
        (self.keep / name).write_bytes(path.read_bytes())
        with (self.keep / "list").open("a", encoding="utf-8") as out:
            print(kind, name, text, spot, sep="\t", file=out)

    def take(self, path, reading, sources):
        self.count["files"] += 1
        if reading is None or (reading.report is None) == (reading.failure is None):
            self.note("WRONG: no record", path, sources, "")
        elif reading.failure:
            self.take_failure(path, reading.failure, sources)
        else:
            self.count["reports"] += 1
            self.take_report(path, reading, sources)

    def take_failure(self, path, failure, sources):
        self.count[f"failure: {failure['kind']}"] += 1
        if not failure["reason"].strip():
            self.note("WRONG: no reason", path, sources, failure["kind"])
        if failure["kind"] in ("crash", "timeout"):
            self.note(f"a process: {failure['kind']}", path, sources, failure["reason"])

    def take_report(self, path, reading, sources):
        whole = [figure for source in sources for figure in self.base_of(source).figures]
        senses, places = Counter(map(sense_of, whole)), {place_of(figure): figure for figure in whole}
        strange = []
        for figure in sorted(reading.figures, key=lambda each: not self.stays(each, places)):
            if senses[sense_of(figure)] > 0:
                senses[sense_of(figure)] -= 1
            else:
                strange.append(figure)
        texts = {}
        for figure in strange:
            self.take_strange(path, reading, sources, figure, places.get(place_of(figure)), texts)
        lost = +senses
        told = reading.report["damage"] or any(remark["kind"] != "notice" for remark in reading.remarks)
        if len(sources) == 1 and lost and not told and len(reading.figures) < len(whole):
            self.note("fewer figures, nothing said", path, sources, f"{len(whole) - len(reading.figures)} of {len(whole)}")

    @staticmethod
    def stays(figure, places):
        """Whether it says what stood there before: of two of a kind it is that one that is not strange."""
        base = places.get(place_of(figure))
        return bool(base) and sense_of(base) == sense_of(figure)

    def take_strange(self, path, reading, sources, figure, base, texts):
        page = figure["page"]
        if page not in texts:
            texts[page] = shown_by(path, page)
        kind = "differs" if not base or base["value"] != figure["value"] else "means another thing"
        if figure["state"] != "figure":
            kind = f"is {figure['state']}"
        shown = figure["state"] != "figure" or is_shown(figure["raw"], texts[page])
        if not shown and "clipped" in figure["marks"]:
            shown = is_shown(figure["raw"], shown_beyond(path, page))
        was = f"{base['indicator']}={base['raw']}" if base else "-"
        text = f"page {page}: {was} > {figure['indicator']}={figure['raw']} [{figure['marks']}]"
        if not shown:
            word = "that only we see, marked" if reading.is_marked(figure) else "WRONG: only we see it, no mark"
            self.note(f"a figure {word}", path, sources, text)
        elif reading.is_marked(figure):
            self.count[f"a figure {kind}, marked"] += 1
        else:
            self.note(f"a figure {kind}, no mark", path, sources, text)

    def run(self, pdf, others, numbers):
        pending = iter(mutants_of(pdf, others, *numbers))
        while True:
            with tempfile.TemporaryDirectory() as folder:
                batch = {}
                for name, data, sources in pending:
                    path = Path(folder) / f"{name}.pdf"
                    path.write_bytes(data)
                    batch[path] = sources
                    if len(batch) == BATCH:
                        break
                if not batch:
                    return
                readings = read_batch(self.extract, folder, 120 + SECONDS * len(batch))
                for path, sources in batch.items():
                    self.take(path, readings.get(str(path)), sources)

    def wrong(self):
        return sum(number for kind, number in self.count.items() if "WRONG" in kind)


def main():
    parser = argparse.ArgumentParser(description="Damages PDFs and accounts for what is read of them.")
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--splices", type=int, default=40)
    parser.add_argument("--archived", type=int, default=20)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("pdfs", nargs="*", type=Path)
    options = parser.parse_args()
    pdfs = options.pdfs or sample_pdfs()
    account = Account(options.build.resolve() / "extract", options.keep)
    for pdf in pdfs:
        account.run(pdf, pdfs, (options.cuts, options.flips, options.splices, options.archived))
        print(f"{pdf}: {account.count['files']} files so far, {account.wrong()} wrong", flush=True)
    for kind, number in sorted(account.count.items()):
        print(f"{number:8} {kind}")
    return 1 if account.wrong() else 0


if __name__ == "__main__":
    os.environ.setdefault("G_SLICE", "always-malloc")
    sys.exit(main())
