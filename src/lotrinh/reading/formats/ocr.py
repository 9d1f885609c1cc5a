"""Pictures of text → pieces with boxes, through Tesseract (`vie`) as a program of its own, one process a
core."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lotrinh.errors import MissingTool, UnreadableDocument
from lotrinh.reading import progress
from lotrinh.reading.formats import layout, ocr_picture, pdf_tables, ruling
from lotrinh.reading.formats.build import Builder
from lotrinh.reading.formats.layout import Piece
from lotrinh.reading.formats.limits import Limits
from lotrinh.reading.formats.ocr_rules import ruling_lines, without
from lotrinh.reading.formats.pages import PageDraft, write
from lotrinh.reading.source import Source

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI = 300
_MOST_COLUMNS = 20
_LONG_WORD = 3
_ENOUGH_WORDS = 5
_ON_ITS_HEAD = 0.65  # text upside down is recognised with less confidence than that
_RULE_LETTERS = ("|", "¬", "¦", "—", "_", "ˆ", "`")
_MISSING = (
    "Tệp là bản chụp, cần công cụ nhận dạng chữ nhưng máy này chưa có. "
    "Hãy cài gói tesseract-ocr và tesseract-ocr-vie rồi đọc lại."
)
_BROKEN = "Ảnh “{}” bị hỏng hoặc quá lớn. Hãy chụp hoặc quét lại rồi gửi lại."


Word = tuple[str, layout.Box, float, tuple[str, ...]]
"""A word, its box in points, how sure it is, and the block, paragraph and line it is of."""


@dataclass(frozen=True, slots=True)
class Job:
    """A page to recognise: its number, and pieces to set among what is recognised."""

    number: int
    typed: tuple[Piece, ...] = ()


def read_image(data: bytes, name: str, limits: Limits) -> Source:
    """A picture (png, jpg, tiff with one or more pages)."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as opened:
            frames: list[Image.Image] = []
            for frame in ImageSequence.Iterator(opened):
                if frame.width * frame.height > ocr_picture.MOST_PIXELS * 3 or len(frames) >= limits.pages:
                    raise UnreadableDocument(_BROKEN.format(name))
                frames.append(ocr_picture.sized(frame.convert("RGB")))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableDocument(_BROKEN.format(name)) from error
    builder = Builder("image", limits, method="ocr")
    jobs = [Job(number) for number in range(1, len(frames) + 1)]
    drafts = list(_recognised(frames, [72.0 * f.width / 595.0 for f in frames], jobs, limits))
    write(builder, drafts)
    told = [d.confidence for d in drafts if d.items]
    builder.note("glyph_artefact", "Văn bản được nhận dạng từ ảnh (OCR). Hãy đối chiếu với bản gốc.")
    return builder.source(sum(told) / len(told) if told else 0.0)


def read_pages(document: Any, jobs: Sequence[Job], limits: Limits) -> list[PageDraft]:
    """Pages of a PDF, rendered and recognised; drawing one page while others are read."""
    tool()

    def pictures() -> Iterator[Image]:
        for job in jobs:
            page = document[job.number - 1]
            width, height = page.get_size()
            scale = min(_DPI / 72, (ocr_picture.MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            picture = page.render(scale=scale, draw_annots=False, may_draw_forms=False).to_pil().convert("RGB")
            page.close()
            scales.append(scale * 72)
            yield picture

    scales: list[float] = []
    return list(_recognised(pictures(), scales, jobs, limits))


def _recognised(
    pictures: Iterator[Image] | Sequence[Image], dpis: Sequence[float], jobs: Sequence[Job], limits: Limits
) -> Iterator[PageDraft]:
    program = tool()
    workers = max(1, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        waiting: list[Any] = []
        progress.report(0, len(jobs))
        for at, picture in enumerate(pictures):
            waiting.append(pool.submit(_page, program, picture, dpis[at], jobs[at], limits))
            # A picture is large; no more of them are held than can be worked on.
            while sum(not job.done() for job in waiting) > workers + 1:
                next(job for job in waiting if not job.done()).exception()
            progress.report(sum(job.done() for job in waiting), len(jobs))
        for number, done in enumerate(waiting, start=1):
            draft = done.result()
            progress.report(max(number, sum(job.done() for job in waiting)), len(jobs))
            yield draft


def tool() -> str:
    """The path of Tesseract. Raises MissingTool where it, or its Vietnamese data, is not installed."""
    found = shutil.which("tesseract")
    if not found or "vie" not in _languages(found):
        raise MissingTool(_MISSING)
    return found


def _languages(program: str) -> set[str]:
    try:
        done = subprocess.run(  # noqa: S603
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return set()
    return set(done.stdout.split())


def _page(program: str, picture: Image, dpi: float, job: Job, limits: Limits) -> PageDraft:
    """The page read as it lies; turned where its words stand upright or make no sense."""

    def read(one: Image) -> _Read:
        return _as_it_lies(program, one, dpi, job, limits)

    black, red = ocr_picture.inks(picture)
    page = read(ocr_picture.readied(black))
    if red is not None and (_is_sideways(page.words) or page.confidence < _ON_ITS_HEAD):
        # Stamps are looked for on pages that lie as they should.
        page, red = read(ocr_picture.readied(picture.convert("L"))), None
    if _is_sideways(page.words):
        page = read(ocr_picture.readied(ocr_picture.on_its_side(page.whole)))
    if page.words and page.confidence < _ON_ITS_HEAD:
        page = max(page, read(ocr_picture.upside_down(page.whole)), key=lambda p: p.confidence)
    told = list(_pieces(_stamped(program, red, dpi, job, limits))) if red is not None else []
    draft = _laid_out(program, page, dpi, job, limits, [p for p in told if _is_printed(p)])
    draft.red = [_grade(p) for p in told if not _is_printed(p) and sum(c.isalpha() for c in p.text) > 1]
    return draft


_FINE_ENOUGH = 150  # dots an inch: what is stamped is cut large


def _stamped(program: str, red: Image, dpi: float, job: Job, limits: Limits) -> list[Word]:
    """The words in red ink, recognised at a size that is quick to read."""
    shrunk = max(1, int(dpi // _FINE_ENOUGH))
    return _words(program, red.reduce(shrunk), dpi / shrunk, "11", job, limits)


_SURELY_PRINTED = 0.8
_LINE_OF_PRINT = 10


_MISREAD_GRADE = re.compile(r"(?P<before>(?:TUY\wT|T\wI)\s)?M[AÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬ]T")


def _grade(piece: Piece) -> Piece:
    """A stamp that can only be a grade of secrecy, whatever its tone mark was taken for."""
    match = _MISREAD_GRADE.fullmatch(piece.text.strip(" .:|[]()"))
    if match is None:
        return piece
    before = {"TUY": "TUYỆT ", "": ""}.get((match["before"] or "")[:3], "TỐI ")
    return replace(piece, text=f"{before}MẬT", spell=None)


def _is_printed(piece: Piece) -> bool:
    """Whether words in red are a line of print and not of a stamp."""
    return piece.confidence >= _SURELY_PRINTED and sum(c.isalpha() for c in piece.text) >= _LINE_OF_PRINT


@dataclass(slots=True)
class _Read:
    """A picture, the same without its ruling lines, the tables they draw, and the words on it."""

    whole: Image
    clean: Image
    grids: list[ruling.Grid]
    words: list[Word]

    @property
    def confidence(self) -> float:
        """How sure the words are, long ones counting for more."""
        letters = sum(len(text) for text, _, _, _ in self.words)
        return sum(sure * len(text) for text, _, sure, _ in self.words) / letters if letters else 0.0


def _as_it_lies(program: str, picture: Image, dpi: float, job: Job, limits: Limits) -> _Read:
    rules = ruling_lines(picture, 72 / dpi)
    grids = [g for g in ruling.grids(rules) if len(g.xs) <= _MOST_COLUMNS]
    clean = without(picture, rules, 72 / dpi) if grids else picture
    return _Read(picture, clean, grids, _words(program, clean, dpi, "3", job, limits))


def _is_sideways(words: Sequence[Word]) -> bool:
    """Whether most longer words are taller than wide: lines that run from top to bottom."""
    told = [box for text, box, _, _ in words if len(text) >= _LONG_WORD]
    return len(told) >= _ENOUGH_WORDS and 2 * sum(b[3] - b[1] > b[2] - b[0] for b in told) > len(told)


def _laid_out(
    program: str, page: _Read, dpi: float, job: Job, limits: Limits, printed: Sequence[Piece] = ()
) -> PageDraft:
    """The page's lines and tables; `printed` are lines read apart from the others."""
    scale = 72 / dpi
    pieces = [*_pieces(page.words), *printed]
    for grid in page.grids:
        pieces = [p for p in pieces if not _in_one_column(grid, p)]
        pieces += _by_column(program, page.clean, dpi, grid, job, limits)
    draft = PageDraft(job.number, page.whole.width * scale, page.whole.height * scale)
    draft.items = pdf_tables.items([*pieces, *job.typed], page.grids)
    letters = sum(len(p.text) for p in pieces)
    draft.confidence = sum(p.confidence * len(p.text) for p in pieces) / letters if letters else 0.0
    return draft


def _words(program: str, picture: Image, dpi: float, mode: str, job: Job, limits: Limits) -> list[Word]:
    """One run of Tesseract; `mode` is its page segmentation mode (3 a page, 6 a block)."""
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=1)
    command = [program, "stdin", "stdout", "-l", "vie", "--dpi", str(round(dpi)), "--psm", mode, "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=stream.getvalue(),
            capture_output=True,
            timeout=limits.ocr_seconds,
            check=False,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnreadableDocument(f"Nhận dạng chữ ở trang {job.number} quá lâu hoặc không chạy được.") from error
    return list(_told(done.stdout.decode("utf-8", "replace"), 72 / dpi))


def _in_one_column(grid: ruling.Grid, piece: Piece) -> bool:
    """Whether a piece lies in the table, in a cell no wider than a column: those are read column by
    column."""
    middle = (piece.box[1] + piece.box[3]) / 2
    left, top, right, bottom = grid.box
    if not (top < middle < bottom) or piece.box[2] < left or piece.box[0] > right:
        return False
    cell = grid.cell_at((piece.box[0] + piece.box[2]) / 2, middle)
    return cell is None or not _is_wide(grid, cell)


def _is_wide(grid: ruling.Grid, cell: tuple[int, int]) -> bool:
    return sum(owner == cell for owner in grid.owner[cell[0]]) > 1


def _by_column(program: str, picture: Image, dpi: float, grid: ruling.Grid, job: Job, limits: Limits) -> list[Piece]:
    """A table's words, each column recognised by itself: so no words run together over a rule that was
    there."""
    found: list[Piece] = []
    scale = 72 / dpi
    for left, right in pairwise(grid.xs):
        area = (left / scale, grid.ys[0] / scale, right / scale, grid.ys[-1] / scale)
        crop = picture.crop(tuple(round(v) for v in area))  # type: ignore[arg-type]
        if min(crop.size) < 12:
            continue
        for piece in _pieces(_words(program, crop, dpi, "6", job, limits)):
            moved = _moved(piece, left, grid.ys[0])
            cell = grid.cell_at((moved.box[0] + moved.box[2]) / 2, (moved.box[1] + moved.box[3]) / 2)
            if cell is not None and not _is_wide(grid, cell):
                found.append(moved)
    return found


def _moved(piece: Piece, x: float, y: float) -> Piece:
    left, top, right, bottom = piece.box
    return replace(piece, box=(left + x, top + y, right + x, bottom + y), spell=None)


def _told(table: str, scale: float) -> Iterator[Word]:
    """Tesseract's table of words."""
    for row in table.split("\n")[1:]:
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        left, top, width, height = (int(f) * scale for f in fields[6:10])
        box = (left, top, left + width, top + height)
        yield fields[11].strip(), box, max(0.0, float(fields[10])) / 100, tuple(fields[1:5])


def _pieces(words: Sequence[Word]) -> Iterator[Piece]:
    """Words → pieces, a new one at each line and at each gap wide enough to part columns."""
    run: list[tuple[str, layout.Box, float]] = []
    now: tuple[str, ...] = ()
    for text, box, sure, line in words:
        if run and (line != now or box[0] - run[-1][1][2] > max(16.0, 1.6 * _height(run))):
            yield from _piece(run)
            run = []
        run.append((text, box, sure))
        now = line
    yield from _piece(run)


def _height(run: Sequence[tuple[str, layout.Box, float]]) -> float:
    return sorted(b[3] - b[1] for _, b, _ in run)[len(run) // 2]


def _piece(run: Sequence[tuple[str, layout.Box, float]]) -> Iterator[Piece]:
    while run and run[0][0] in _RULE_LETTERS:
        run = run[1:]
    while run and run[-1][0] in _RULE_LETTERS:
        run = run[:-1]
    if not run or _noise(run):
        return
    boxes = [b for _, b, _ in run]
    # Words' heights differ with their letters; the middle of the line is steadier than its extremes.
    tops, bottoms = sorted(b[1] for b in boxes), sorted(b[3] for b in boxes)
    box = (
        min(b[0] for b in boxes),
        tops[len(tops) // 2],
        max(b[2] for b in boxes),
        bottoms[len(bottoms) // 2],
    )
    letters = sum(len(w) for w, _, _ in run)
    sure = sum(c * len(w) for w, _, c in run) / letters
    yield Piece(" ".join(w for w, _, _ in run), box, sure, spell=partial(_letters, tuple(run)))


def _letters(run: Sequence[tuple[str, layout.Box, float]], start: int, end: int) -> tuple[layout.Box, ...]:
    """Boxes for characters of a run: words' boxes cut evenly, a thin one for the space between."""
    found: list[layout.Box] = []
    for word, (left, top, right, bottom), _ in run:
        if found:
            found.append((found[-1][2], top, found[-1][2], bottom))
        step = (right - left) / len(word)
        found += [(left + i * step, top, left + (i + 1) * step, bottom) for i in range(len(word))]
    return tuple(found[start:end])


def _noise(run: Sequence[tuple[str, layout.Box, float]]) -> bool:
    """Specks and lines of the picture taken for letters."""
    text = "".join(w for w, _, _ in run)
    sure = max(c for _, _, c in run)
    return (not any(c.isalnum() for c in text) and sure < 0.6 and text not in "-+") or (sure < 0.25 and len(text) < 6)
