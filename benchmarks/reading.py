"""The reader: figures on the development samples, speed against bare pdfium and a well-known converter,
coverage,
cascade.

    python benchmarks/reading.py

Reads ../shared (skips what is missing there, by name). Limits: Cần Thơ text → JSON ≤ 0.1 s after imports;
a 100-page
text PDF ≤ 1.5 × bare pdfium text extraction.
"""

from __future__ import annotations

import importlib.util
import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "src"))

DOCUMENTS = (
    "can-tho-29nqtw.txt",
    "nq-57-nq-tw.txt",
    "kh-ubnd-chi-thi-11.docx",
    "tb-11-ubnd-quang-ngai.pdf",
    "kh-1105-dkt.txt",
    "nq-248-2025-qh15.txt",
)


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median of a few runs, after one to warm up."""
    work()
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return statistics.median(found)


def scorer() -> Any | None:
    path = SHARED / "tools" / "score_reading.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("score_reading", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_reading"] = module
    spec.loader.exec_module(module)
    return module


def figures() -> None:
    from lotrinh.reading import read
    from lotrinh.reading.sentences import read_lines

    tool = scorer()
    if tool is None:
        print("skipped: figures (needs ../shared/tools/score_reading.py)")
        return
    total = tool.Score()
    print(f"{'document':<28}{'coverage':>9}{'unread':>8}")
    for name in DOCUMENTS:
        path = SHARED / "documents" / name
        if not path.exists():
            print(f"skipped: {name} (not in ../shared/documents)")
            continue
        reading = read(path)
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        total.add(tool.score_document(gold, reading.to_json()))
        print(f"{name:<28}{reading.coverage:>9.2%}{len(reading.unread):>8}")
    print(total.report(f"all {len(DOCUMENTS)} documents", verbose=False))
    sentences = SHARED / "documents" / "sentences.jsonl"
    if sentences.exists():
        lines = sentences.read_text(encoding="utf-8").splitlines()
        gold_rows = [json.loads(line) for line in lines if line.strip()]
        print(tool.score_sentences(gold_rows, list(read_lines(lines))).report("sentences", verbose=False))


def speed_of_text() -> None:
    from lotrinh.reading import read

    path = SHARED / "documents" / "can-tho-29nqtw.txt"
    if not path.exists():
        print("skipped: speed of the Cần Thơ text (not in ../shared/documents)")
        return
    took = seconds(lambda: json.dumps(read(path).to_json(), ensure_ascii=False), 15)
    print(f"Cần Thơ text → JSON           {took:7.3f} s   limit 0.100 s   ratio {took / 0.1:.2f}")


def long_pdf(pages: int = 100) -> bytes:
    """A text PDF of many pages: one text page of a sample, over and over."""
    import pypdfium2 as pdfium

    source = pdfium.PdfDocument(SHARED / "documents" / "tb-11-ubnd-quang-ngai.pdf")
    out = pdfium.PdfDocument.new()
    for _ in range(pages):
        out.import_pages(source, [0])
    buffer = io.BytesIO()
    out.save(buffer)
    return buffer.getvalue()


def speed_of_pdf() -> None:
    import pypdfium2 as pdfium

    from lotrinh.reading.formats import load
    from lotrinh.reading.pipeline import read_source

    if not (SHARED / "documents" / "tb-11-ubnd-quang-ngai.pdf").exists():
        print("skipped: speed of a long PDF (not in ../shared/documents)")
        return
    data = long_pdf()

    def bare() -> int:
        document = pdfium.PdfDocument(data)
        return sum(len(page.get_textpage().get_text_bounded()) for page in document)

    base = seconds(bare, 3)
    loaded = seconds(lambda: load(data, "dai.pdf"), 3)
    source = load(data, "dai.pdf")
    whole = loaded + seconds(lambda: read_source(source, "dai.pdf"), 3)
    print(f"100-page PDF, bare pdfium     {base:7.3f} s")
    print(f"100-page PDF, load            {loaded:7.3f} s   limit {1.5 * base:.3f} s   ratio {loaded / base:.2f}")
    print(f"100-page PDF, load and read   {whole:7.3f} s   ratio {whole / base:.2f}")
    converter(data)


def converter(data: bytes) -> None:
    try:
        import pdfplumber
    except ImportError:
        print("skipped: pdfplumber (requirements/bench)")
        return

    def convert() -> int:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return sum(len(page.extract_text() or "") for page in document.pages)

    print(f"100-page PDF, pdfplumber      {seconds(convert, 1):7.3f} s   (text only, no structure)")


def cascade() -> None:
    from lotrinh.reading import read
    from lotrinh.reading.cascade import parents_of

    path = SHARED / "documents" / "can-tho-29nqtw.txt"
    if not path.exists():
        print("skipped: cascade (needs the Cần Thơ text)")
        return
    told = (ROOT / "tests/engines/reading/cascade_pairs.json").read_text(encoding="utf-8")
    pairs = json.loads(told)["pairs"]
    index = parents_of(read(path))
    ranks = [[p.path for p in index.propose(text)] for text, _ in pairs]
    first = sum(found[:1] == [path] for found, (_, path) in zip(ranks, pairs, strict=True))
    third = sum(path in found for found, (_, path) in zip(ranks, pairs, strict=True))
    count = len(pairs)
    print(f"cascade, {count} items: first {first / count:.1%}, among three {third / count:.1%} (limit 90%)")


def main() -> None:
    figures()
    speed_of_text()
    speed_of_pdf()
    cascade()


if __name__ == "__main__":
    main()
