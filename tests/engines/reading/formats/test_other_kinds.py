"""Spreadsheets, older office files, pictures, and which loader a file goes to."""

from __future__ import annotations

import datetime
import io
import shutil
import struct
import subprocess

import pytest
from docx import Document

from engines.reading.formats.making import docx, paragraph, pdf, words, zipped
from lotrinh.errors import ClassifiedDocument, MissingTool
from lotrinh.reading.formats import load, office
from lotrinh.reading.formats.limits import DEFAULT
from lotrinh.reading.formats.ocr_rules import ruling_lines

SLOW = pytest.mark.slow


def workbook(rows, merge=None) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Phụ lục 1")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    if merge:
        sheet.merge_range(*merge)
    book.close()
    return stream.getvalue()


def texts(source):
    return [[c.text for c in row] for row in source.tables[0].rows]


def test_a_sheet_is_a_heading_and_a_table():
    source = load(workbook([["STT", "Nhiệm vụ"], [1, "Xây dựng kế hoạch"]]), "x.xlsx")
    assert source.words(source.lines[0]) == "Phụ lục 1" and texts(source) == [
        ["STT", "Nhiệm vụ"],
        ["1", "Xây dựng kế hoạch"],
    ]


def test_numbers_of_a_sheet_are_written_the_vietnamese_way():
    assert texts(load(workbook([["a", "b", "c"], [12345.5, 0.1 + 0.2, 2030]]), "x.xlsx"))[1] == [
        "12.345,5",
        "0,3",
        "2030",
    ]


def test_percentages_of_a_sheet_are_written_as_the_sheet_shows_them():
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Chỉ tiêu")
    whole, own, plain = (book.add_format({"num_format": code}) for code in ("0%", "#.##0,0%", '0.0"%"'))
    sheet.write_row(2, 1, ["Chỉ tiêu", "a", "b", "c"])
    sheet.write(3, 1, "Tỷ lệ đô thị hóa")
    sheet.write(3, 2, 0.75, whole)
    sheet.write(3, 3, 0.075, own)
    sheet.write(3, 4, 7.5, plain)
    book.close()
    assert texts(load(stream.getvalue(), "x.xlsx"))[1] == ["Tỷ lệ đô thị hóa", "75%", "7,5%", "7,5"]


def ods(*cells: str) -> bytes:
    """An .ods workbook with one row of cells, as XML."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Chỉ tiêu"><table:table-row>{"".join(cells)}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    ).encode()
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(mimetype=kind, **{"content.xml": content, "META-INF__manifest.xml": b"<manifest/>"})


def test_percentages_of_an_ods_workbook_are_read_as_shown():
    def cell(kind: str, value: str, more: str = "") -> str:
        return f'<table:table-cell office:value-type="{kind}" office:value="{value}" {more}/>'

    told = ods(
        cell("float", "0.5", 'table:number-columns-repeated="2"'), cell("percentage", "0.5"), cell("percentage", "1")
    )
    assert texts(load(told, "x.ods"))[-1] == ["0,5", "0,5", "50%", "100%"]


def record(kind: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack("<HH", kind, len(body)) + body


def xls(*cells: tuple[float, int]) -> bytes:
    """An .xls workbook with one row of (number, style): style 0 is plain, 1 is "0%", 2 is "0.0%"."""
    bof, eof = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0), record(0x0A)
    own = record(0x041E, struct.pack("<HHB", 164, 4, 0), b"0.0%")
    styles = b"".join(record(0xE0, struct.pack("<HH", 0, number), bytes(16)) for number in (0, 9, 164))
    name = "Chỉ tiêu"
    head = record(0x0809, bof) + own + styles
    at = len(head) + 4 + 8 + 2 * len(name) + len(eof)
    head += record(0x85, struct.pack("<IHBB", at, 0, len(name), 1), name.encode("utf-16-le")) + eof
    row = b"".join(record(0x0203, struct.pack("<HHHd", 0, c, s, number)) for c, (number, s) in enumerate(cells))
    stream = (head + record(0x0809, bof[:2] + b"\x10\x00" + bof[4:]) + row + eof).ljust(4096, b"\0")
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]
    entries = (("Root Entry", 5, 0xFFFFFFFE, 0), ("Workbook", 2, 2, len(stream)))
    folder = b"".join(
        (n + "\0").encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII", 2 * len(n) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF)
        + bytes(36)
        + struct.pack("<IQ", start, size)
        for n, kind, start, size in entries
    )
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    compound += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    compound += b"\xff" * (512 - len(compound))
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return compound + table + folder.ljust(512, b"\0") + stream


def test_percentages_of_an_xls_workbook_are_read_as_shown():
    told = xls((0.5, 0), (0.5, 1), (1, 2), (0.075, 2))
    assert texts(load(told, "x.xls"))[-1] == ["0,5", "50%", "100%", "7,5%"]


def test_days_of_a_sheet_are_written_day_first():
    assert texts(load(workbook([["hạn"], [datetime.date(2026, 6, 30)]]), "x.xlsx"))[1] == ["30/06/2026"]


def test_merged_cells_of_a_sheet_repeat():
    source = load(workbook([["a", "b"], ["", ""]], (1, 0, 1, 1, "Nhóm I")), "x.xlsx")
    assert [(c.text, c.repeated) for c in source.tables[0].rows[1]] == [("Nhóm I", False), ("Nhóm I", True)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx(paragraph("Kế hoạch")), "docx"),
        (pdf([words(50, 700, "Ke hoach")]), "pdf"),
        (workbook([["a", "b"]]), "xlsx"),
        ("Kế hoạch".encode(), "txt"),
    ],
    ids=["docx", "pdf", "xlsx", "txt"],
)
def test_the_content_tells_the_kind_whatever_the_name(data, kind):
    assert load(data, "tài liệu.bin").format == kind


@pytest.mark.parametrize("kind", ["doc", pytest.param("rtf", marks=SLOW), pytest.param("odt", marks=SLOW)])
def test_older_office_files_are_read_through_libreoffice(kind, tmp_path):
    program = shutil.which("soffice")
    if not program:
        pytest.skip("libreoffice is not installed")
    made = Document()
    made.add_paragraph("KẾ HOẠCH")
    grid = made.add_table(2, 2, "Table Grid")
    made.add_paragraph("Nơi nhận:")
    for at, words_ in enumerate(("STT", "Việc", "1", "Họp")):
        grid.cell(at // 2, at % 2).text = words_
    made.save(str(tmp_path / "x.docx"))
    subprocess.run(
        [
            program,
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/lo",
            "--convert-to",
            kind,
            "x.docx",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    source = load(tmp_path / f"x.{kind}")
    assert source.format == kind and texts(source)[1] == ["1", "Họp"]


def test_without_a_converter_the_missing_tool_is_named(monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    with pytest.raises(MissingTool, match="LibreOffice"):
        office.read(b"{\\rtf1 x}", "x.rtf", "rtf", DEFAULT)


def _picture(lines: list[str], angle: float = 0.0, *, shadow: bool = False, worn: bool = False) -> bytes:
    from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

    font = next((f for f in _FONTS if _exists(f)), None)
    if font is None or not shutil.which("tesseract"):
        pytest.skip("tesseract or a font with Vietnamese letters is not installed")
    image = Image.new("L", (1654, 700), 255)
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(lines):
        draw.text((150, 120 + 70 * i), line, fill=0, font=ImageFont.truetype(font, 40))
    if shadow:
        image = ImageChops.multiply(image, Image.linear_gradient("L").rotate(90).resize(image.size).point(_dimmed))
    image = image.rotate(angle, fillcolor=255, expand=abs(angle) > 45)
    if worn:
        speckled = Image.effect_noise(image.size, 40)
        image = ImageChops.add(image.filter(ImageFilter.GaussianBlur(1)), speckled, offset=-128)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _dimmed(value: int) -> int:
    return 110 + value * 120 // 255


_FONTS = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
)
_LINES = ["Thực hiện Nghị quyết của Ban Chấp hành Trung ương", "về phát triển kinh tế số và xã hội số"]


def _exists(path: str) -> bool:
    from pathlib import Path

    return Path(path).is_file()


def test_a_picture_is_read():
    assert load(_picture(_LINES), "x.png").text.split("\n") == _LINES


def test_a_leaning_picture_is_straightened():
    assert "phát triển kinh tế số" in load(_picture(_LINES, 2.5), "x.png").text


@pytest.mark.parametrize("angle", [90, pytest.param(180, marks=SLOW), pytest.param(270, marks=SLOW), 92])
def test_a_picture_laid_on_its_side_or_head_is_turned(angle):
    assert _distance("\n".join(_LINES), load(_picture(_LINES, angle), "x.png").text) <= 3


def test_a_picture_taken_in_bad_light_is_read():
    assert load(_picture(_LINES, shadow=True), "x.png").text.split("\n") == _LINES


def test_a_worn_and_leaning_picture_is_read_nearly_without_fault():
    told = load(_picture(_LINES * 4, 2.0, worn=True), "x.png").text
    assert _distance("\n".join(_LINES * 4), told) <= 0.05 * len("\n".join(_LINES * 4))


def _stamped(lines: list[tuple[str, str]]) -> bytes:
    """A page of lines in the colours given, with a round red stamp over the beginning of its last three."""
    from PIL import Image, ImageChops, ImageDraw, ImageFont

    with Image.open(io.BytesIO(_picture([]))) as blank:
        image = blank.convert("RGB")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(next(f for f in _FONTS if _exists(f)), 40)
    for i, (line, colour) in enumerate(lines):
        draw.text((150, 120 + 70 * i), line, fill=colour, font=font)
    stamp = Image.new("RGB", image.size, "white")
    middle = 60 + 70 * len(lines) - 35
    for inset in range(0, 110, 18):
        box = (100 + inset, middle - 110 + inset, 320 - inset, middle + 110 - inset)
        ImageDraw.Draw(stamp).ellipse(box, outline=(225, 40, 40), width=7)
    stream = io.BytesIO()
    ImageChops.multiply(image, stamp).save(stream, "PNG")  # ink over ink
    return stream.getvalue()


_SIGNATURE = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu"]


def test_a_red_stamp_over_the_signature_does_not_hide_it():
    source = load(_stamped([(line, "black") for line in [*_LINES, *_SIGNATURE]]), "x.png")
    body = [source.words(line) for line in source.lines if line.role == "body"]
    assert [line for line in body if line] == [*_LINES, *_SIGNATURE]


def test_a_line_printed_in_red_is_text():
    source = load(_stamped([(_LINES[0], "red"), *[(line, "black") for line in [_LINES[1], *_SIGNATURE]]]), "x.png")
    assert [source.words(line) for line in source.lines if line.role == "body"][:2] == _LINES


@pytest.mark.parametrize("grade", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_grade_stamped_in_red_on_a_scan_is_refused(grade):
    page = _stamped([(grade, "red"), *[(line, "black") for line in [*_LINES, *_SIGNATURE]]])
    with pytest.raises(ClassifiedDocument):
        load(page, "x.png")


def _distance(one: str, two: str) -> int:
    """How many letters must be put in, taken out or changed."""
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(two, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def test_a_picture_says_how_sure_it_is():
    source = load(_picture(_LINES), "x.png")
    assert source.method == "ocr" and 0.6 < source.lines[0].confidence <= 1.0


def test_a_ruled_table_in_a_picture_is_a_table():
    from PIL import Image, ImageDraw, ImageFont

    with Image.open(io.BytesIO(_picture([]))) as blank:
        image = blank.copy()
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(next(f for f in _FONTS if _exists(f)), 40)
    for y in (100, 200, 300):
        draw.line((100, y, 1500, y), fill=0, width=4)
    for x in (100, 700, 1500):
        draw.line((x, 100, x, 300), fill=0, width=4)
    for at, text in enumerate(("Nhiệm vụ", "Cơ quan chủ trì", "Xây dựng kế hoạch", "Sở Tài chính")):
        draw.text((140 + 620 * (at % 2), 125 + 100 * (at // 2)), text, fill=0, font=font)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    assert texts(load(stream.getvalue(), "x.png")) == [
        ["Nhiệm vụ", "Cơ quan chủ trì"],
        ["Xây dựng kế hoạch", "Sở Tài chính"],
    ]


def test_a_slightly_leaning_rule_is_one_line():
    from PIL import Image, ImageDraw

    image = Image.new("L", (1000, 200), 255)
    ImageDraw.Draw(image).line((50, 100, 950, 105), fill=0, width=3)
    (line,) = ruling_lines(image, 0.25)
    assert abs(line[0] - 12.5) < 2 and abs(line[2] - 237.5) < 2
