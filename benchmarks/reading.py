"""The reader: figures on the development samples, speed against bare pdfium and a well-known converter,
coverage,
cascade.

    python benchmarks/reading.py

Reads ../shared (skips what is missing there, by name). Limits: Cần Thơ text → JSON ≤ 0.1 s after imports;
a 100-page
text PDF ≤ 1.5 × bare pdfium text extraction. The converter beside us is markitdown (reading_parts/converter.py).
"""

from __future__ import annotations

import importlib.util
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


def speed_of_pdf() -> None:
    from reading_parts import long_files

    notice, prose = SHARED / "documents" / "tb-11-ubnd-quang-ngai.pdf", SHARED / "documents" / "can-tho-29nqtw.txt"
    if not (notice.exists() and prose.exists()):
        print("skipped: speed of long PDFs (not in ../shared/documents)")
        return
    pdf_against_pdfium("signed notice", long_files.signed(notice))
    pdf_against_pdfium("signed on every page", long_files.signed(notice, every_page=True))
    printed = long_files.from_word(prose)
    if printed is None:
        print("skipped: Word file printed by LibreOffice (soffice is not installed)")
    else:
        pdf_against_pdfium("Word by LibreOffice", printed)


def pdf_against_pdfium(name: str, data: bytes, times: int = 7) -> None:
    """Loading, and the whole reading, beside bare pdfium text extraction; run by turns, for the machine is not
    ours alone, and the best of each taken."""
    import pypdfium2 as pdfium

    from lotrinh.reading.formats import load
    from lotrinh.reading.pipeline import read_source

    def bare() -> int:
        document = pdfium.PdfDocument(data)
        return sum(len(page.get_textpage().get_text_bounded()) for page in document)

    best = [1e9, 1e9, 1e9]
    for _ in range(times):
        begun = time.perf_counter()
        bare()
        extracted = time.perf_counter()
        source = load(data, "dai.pdf")
        loaded = time.perf_counter()
        read_source(source, "dai.pdf")
        took = (extracted - begun, loaded - extracted, time.perf_counter() - extracted)
        best = [min(pair) for pair in zip(best, took, strict=True)]
    base, ours, whole = best
    pages = len(pdfium.PdfDocument(data))
    print(
        f"{name}, {pages} pages: bare pdfium {base:.3f} s; load {ours:.3f} s, ratio {ours / base:.2f} (limit 1.5); "
        f"load and read {whole:.3f} s, ratio {whole / base:.2f}"
    )


def beside_a_converter() -> None:
    from reading_parts import converter

    folder = SHARED / "documents"
    files = [(folder / name, (folder / name).with_suffix(".gold.json")) for name in DOCUMENTS]
    files.append((folder / "kh-1105-dkt.pdf", folder / "kh-1105-dkt.gold.json"))
    converter.table([*files, (folder / "ct-08-ubnd-quang-ngai-scan.pdf", None)])


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
    beside_a_converter()
    cascade()


if __name__ == "__main__":
    main()
