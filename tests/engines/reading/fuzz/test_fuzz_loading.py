"""Whatever a file holds: a source that is whole, or a sentence. Prints how many files were tried."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import time
import zipfile

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.reading.formats.making import SAMPLES, cell, docx, paragraph, pdf, table, words, zipped
from lotrinh.errors import LotrinhError
from lotrinh.reading import read
from lotrinh.reading.formats import Limits, load, ocr

pytestmark = pytest.mark.fuzz

TRIED = {"files": 0, "read": 0}
SLOW = 10.0  # seconds of our own work, whatever else the machine does


@pytest.fixture(scope="module", autouse=True)
def count(request):
    yield
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        sys.stdout.write(f"\nfuzz: {TRIED['files']} files tried, {TRIED['read']} of them read\n")


WHICH = shutil.which


@pytest.fixture(autouse=True)
def no_ocr(monkeypatch):
    """Recognition is Tesseract's business and takes seconds a page; a scan ends in its sentence here."""
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None if name == "tesseract" else WHICH(name))


def check(data: bytes, name: str) -> None:
    TRIED["files"] += 1
    start = time.process_time()
    try:
        source = load(data, name, limits=Limits(unpacked_size=60_000_000))
    except LotrinhError as error:
        assert str(error).strip().endswith(".")
    else:
        TRIED["read"] += 1
        whole(source)
    assert time.process_time() - start < SLOW


def whole(source) -> None:
    """Lines, cells and pages lie inside the text, in order, and nothing falls between the lines."""
    assert "\n".join(source.words(line) for line in source.lines) == source.text
    for table_ in source.tables:
        assert 0 <= table_.start <= table_.end <= len(source.text)
        for row in table_.rows:
            for item in row:
                assert source.text[item.start : item.end] == item.text.replace("\n", " ")
    assert all(0 <= p.start <= p.end <= len(source.text) for p in source.pages)


QUIET = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


@QUIET
@given(st.binary(max_size=3000))
def test_any_bytes(data):
    check(data, "x")


@QUIET
@given(st.text(max_size=2000))
def test_any_text(text):
    check(text.encode("utf-8", "replace"), "x.md")


@QUIET
@given(
    st.lists(
        st.sampled_from(["- ", "Số:", "  ", "\n", "|", "29-NQ/TW", "CỘNG HÒA", "\t", "MẬT", "\x0c", "a", "ế", "     "])
    )
)
def test_text_of_meaningful_pieces(pieces):
    check("".join(pieces).encode(), "x.txt")


LINES = (
    "KẾ HOẠCH\n", "I. MỤC TIÊU\n", "II. TỔ CHỨC THỰC HIỆN\n", "PHỤ LỤC\n", "1. Sở Y tế làm. Sở Nội vụ làm.\n",
    "a) Đạt 5%; giảm 1 - 2%/năm.\n", "- Hoàn thành.\n", "Đơn vị chủ trì: Sở Y tế\n", "Nơi nhận:\n", "- Lưu: VT.\n",
    "TM. ỦY BAN NHÂN DÂN\n", "CHỦ TỊCH\n", "Nguyễn Văn An\n", "CHƯƠNG TRÌNH\n", "(Kèm theo Quyết định số 1/QĐ-UBND)\n",
    "| TT | Chỉ tiêu | ĐVT | 2030 |\n", "| 1 | Tỷ lệ hộ nghèo | % | 5 |\n", "STT\nNội dung\nChủ trì\n", "1\n", "b\n",
    "“\n", "Mục lục\n", "Điều 1. Đến năm 2030, bình quân bình quân đạt 5%, trong đó hộ 4%.\n", "\n", "\t", "\x0c",
)  # fmt: skip


@settings(QUIET, max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(LINES), st.integers(1, 30)), max_size=30))
def test_documents_of_meaningful_lines_are_read_whole(pieces):
    try:
        reading = read("".join(line * times for line, times in pieces).encode(), "x.txt")
    except LotrinhError:
        return
    length = len(reading.source.text)
    out = reading.to_json()
    for item in (*out["outline"], *out["targets"], *out["citations"], *out["assignments"]):
        assert 0 <= item["start"] <= item["end"] <= length


def seeds() -> dict[str, bytes]:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("a").write(0, 0, "Nhiệm vụ")
    book.close()
    body = paragraph("Kế hoạch") * 20 + table(
        cell("a") + cell("b", "<w:vMerge/>"), cell("c", '<w:gridSpan w:val="3"/>')
    )
    found = {
        "made.docx": docx(body),
        "made.pdf": pdf([words(50, 700, "Ke hoach") + " 50 600 200 60 re S"] * 3),
        "made.xlsx": stream.getvalue(),
        "made.txt": ("Kế hoạch số 12/KH-UBND\n" * 50).encode(),
        "old.txt": "Céng hßa x· héi chñ nghÜa ViÖt Nam\n".encode("latin-1") * 20,
    }
    if SAMPLES.is_dir():
        for path in sorted(SAMPLES.iterdir()):
            if path.suffix in (".docx", ".pdf", ".txt"):
                found[path.name] = path.read_bytes()
    return found


@pytest.mark.parametrize("name", sorted(seeds()))
def test_mutations(name):
    data, chance = seeds()[name], random.Random(name)
    rounds = 60 if len(data) < 100_000 else 25
    for _ in range(rounds):
        check(data[: chance.randrange(len(data))], name)
    for _ in range(rounds):
        check(flipped(data, chance), name)


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize("name", ["made.docx", "kh-ubnd-chi-thi-11.docx", "made.xlsx"])
def test_mutations_inside_the_zip(name):
    data = seeds().get(name)
    if data is None:
        pytest.skip(f"development sample {name} is not here")
    chance = random.Random(name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    for _ in range(60):
        victim = chance.choice([n for n in parts if parts[n]])
        changed = {**parts, victim: mangled(parts[victim], chance)}
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for part, content in changed.items():
                archive.writestr(part, content)
        check(stream.getvalue(), name)


def mangled(xml: bytes, chance: random.Random) -> bytes:
    """XML with numbers blown up, tags doubled or dropped, or a stretch cut out."""
    kind = chance.randrange(4)
    at = chance.randrange(len(xml))
    if kind == 0:
        return xml.replace(b'w:val="1"', b'w:val="99999999999999999999"').replace(b'w:val="0"', b'w:val="-7"')
    if kind == 1:
        return xml.replace(b"<w:p>", b"<w:p><w:p>", 1).replace(b"</w:p>", b"</w:p></w:p>", 1)
    if kind == 2:
        return xml[:at] + xml[at + chance.randrange(1, 400) :]
    return xml[:at] + b"<!DOCTYPE d [<!ENTITY a 'b'>]>" + xml[at:]


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_mutations_of_older_office_files(kind, tmp_path):
    """Few of them, for each takes LibreOffice seconds to start."""
    office = WHICH("soffice")
    if office is None:
        pytest.skip("libreoffice is not installed")
    made = Document()
    for _ in range(20):
        made.add_paragraph("Kế hoạch phát triển")
    made.add_table(2, 2, "Table Grid").cell(0, 0).text = "Nhiệm vụ"
    made.save(str(tmp_path / "x.docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, "--headless", profile, "--convert-to", kind, "x.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    data, chance = (tmp_path / f"x.{kind}").read_bytes(), random.Random(kind)
    for _ in range(4):
        check(data[: chance.randrange(len(data))], f"x.{kind}")
        check(flipped(data, chance), f"x.{kind}")


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
def test_mutations_of_pictures(kind):
    from PIL import Image

    stream = io.BytesIO()
    Image.effect_noise((300, 400), 60).save(stream, kind)
    data, chance = stream.getvalue(), random.Random(kind)
    for _ in range(60):
        check(data[: chance.randrange(len(data))], f"x.{kind}")
        check(flipped(data, chance), f"x.{kind}")


def test_zips_inside_zips():
    inner = b"x" * 1000
    for _ in range(40):
        inner = zipped(word__document=inner, xl__workbook=b"y")
        check(inner, "x.docx")


@pytest.mark.parametrize("depth", [10, 200, 300, 5000, 100_000])
@pytest.mark.parametrize("tag", ["w:sdt", "w:tbl", "w:tc", "w:r", "w:ins", "w:txbxContent", "w:p"])
def test_deep_nesting(tag, depth):
    check(docx(f"<{tag}>" * depth + f"</{tag}>" * depth), "x.docx")


@pytest.mark.parametrize("wide", [1, 1000, 100_000])
def test_wide_documents(wide):
    check(docx(paragraph("việc") * wide), "x.docx")
