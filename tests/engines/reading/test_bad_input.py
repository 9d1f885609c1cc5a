"""Bad files are refused with a Vietnamese sentence: no crash, no hang, nothing fetched."""

from __future__ import annotations

import io
import shutil
import socket
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from engines.reading.formats.making import MC, RELS, TYPES, W, docx, paragraph, pdf, sample, words, zip_bomb, zipped
from growth import LINEAR, growth
from lotrinh.errors import LotrinhError, UnreadableDocument
from lotrinh.reading import read
from lotrinh.reading.formats import Limits, load

_VIETNAMESE = set("ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ")


def refusal(data: bytes | Path, name: str = "văn bản.docx", **limits: int) -> str:
    """The sentence a file is refused with."""
    with pytest.raises(UnreadableDocument) as caught:
        load(data, name, limits=Limits(**limits)) if limits else load(data, name)  # type: ignore[arg-type]
    sentence = str(caught.value)
    assert sentence.rstrip().endswith(".") and _VIETNAMESE & set(sentence.lower())
    return sentence


def test_an_empty_file_is_refused():
    assert "rỗng" in refusal(b"")


def test_a_file_of_blanks_is_refused():
    assert "không có chữ" in refusal(b" \n\n \t ", "trang.txt")


def test_a_missing_file_is_refused(tmp_path):
    assert "Không tìm thấy" in refusal(tmp_path / "không-có.txt")


def test_a_folder_is_refused(tmp_path):
    assert "Không tìm thấy" in refusal(tmp_path)


def test_a_program_called_docx_is_refused():
    assert "chương trình" in refusal(b"MZ\x90\x00" + b"\x00\x01\x02" * 500)


def test_a_linux_program_called_pdf_is_refused():
    assert "chương trình" in refusal(b"\x7fELF" + b"\x00\x01\x02" * 500, "báo cáo.pdf")


def test_random_bytes_are_refused():
    assert "không phải văn bản" in refusal(bytes(range(256)) * 40, "x.txt")


def test_a_plain_zip_is_refused():
    assert "tệp nén" in refusal(zipped(a=b"x"))


def test_a_truncated_word_file_is_refused():
    whole = docx(paragraph("Kế hoạch") * 50)
    assert "hỏng" in refusal(whole[: len(whole) // 2])


def test_a_truncated_pdf_gives_a_sentence_or_its_words():
    whole = pdf([words(50, 700, "Ke hoach")])
    try:
        load(whole[: len(whole) // 3], "x.pdf")
    except LotrinhError as error:
        assert "hỏng" in str(error) or "không có" in str(error)


def test_a_locked_word_file_is_refused(tmp_path):
    # Word keeps a locked document in an OLE file with these two streams; LibreOffice reads the same mark.
    assert "mật khẩu" in refusal(_ole_with_stream("EncryptedPackage"))


def test_a_locked_pdf_is_refused():
    assert "mật khẩu" in refusal(_locked_pdf(), "kế hoạch.pdf")


def test_a_locked_part_of_a_zip_is_refused():
    whole = bytearray(docx(paragraph("Kế hoạch")))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        offsets = [i.header_offset for i in archive.infolist()]
    for offset in offsets:
        whole[offset + 6] |= 1
    at = 0
    while (at := bytes(whole).find(b"PK\x01\x02", at)) >= 0:
        whole[at + 8] |= 1
        at += 4
    assert "mật khẩu" in refusal(bytes(whole))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "lớn.pdf"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    tracemalloc.start()
    try:
        assert "200 MB" in refusal(path, "lớn.pdf")
        assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    finally:
        tracemalloc.stop()


def test_the_size_limit_is_a_setting():
    assert "quá giới hạn" in refusal(b"a" * 2000, "x.txt", file_size=1000)


def test_a_zip_bomb_that_declares_itself_is_refused():
    assert "bung ra quá lớn" in refusal(zip_bomb())


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(zipped(**{"word__document.xml": b" " * 60_000_000}))
    central = bytes(bomb).rfind(b"PK\x01\x02")
    bomb[central + 24 : central + 28] = (1000).to_bytes(4, "little")
    assert refusal(bytes(bomb))


def test_an_entity_bomb_is_refused():
    lol = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert "không an toàn" in refusal(_raw_docx(f"{lol}<w:document {W}><w:body>&b;</w:body></w:document>"))


def test_an_outside_entity_is_refused(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật của máy")
    kind = f'<!DOCTYPE d [<!ENTITY f SYSTEM "file://{secret}">]>'
    xml = f"{kind}<w:document {W}><w:body>&f;</w:body></w:document>"
    assert "không an toàn" in refusal(_raw_docx(xml))


def test_an_entity_bomb_in_a_spreadsheet_is_refused():
    parts = {"xl__workbook.xml": b'<!DOCTYPE d [<!ENTITY a "b">]><workbook>&a;</workbook>'}
    assert "không an toàn" in refusal(zipped(**parts), "x.xlsx")


def test_a_zip_inside_a_zip_is_not_unpacked():
    inner = zipped(word__document=b"x")
    assert "tệp nén" in refusal(zipped(inner=inner))


def test_very_deep_xml_is_refused():
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    assert refusal(docx(deep))


def test_a_list_of_a_hundred_thousand_lines_is_read_in_time_that_grows_with_it():
    assert len(load(("- việc\n" * 100_000).encode(), "x.txt").lines) > 99_999
    assert growth(lambda lines: load(("- việc\n" * lines).encode(), "x.txt"), 10_000) < LINEAR


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1",
        ".",
        "- ",
        "1.",
        "Số ",
        "số:",
        "ngày ",
        "  ",
        "(",
        "|",
        "M Ậ T",
        "á»",
        "ñ",
        "Ѭ",
        "/",
        "29-NQ/",
        "…",
    ],
)
def test_a_line_of_a_megabyte_is_read_in_time_that_grows_with_it(unit):
    def work(size):
        return load(("kế hoạch " + unit * (size // len(unit.encode()))).encode(), "x.txt")

    assert growth(work, 100_000) < LINEAR


def test_right_to_left_marks_are_taken_out():
    source = load("Kế hoạch \u202eđảo\u202c ngược".encode(), "x.txt")
    assert source.text == "Kế hoạch đảo ngược"


def test_single_null_bytes_do_not_hide_the_text():
    assert "hoạch" in load("Kế\x00 hoạch phát triển kinh tế".encode(), "x.txt").text


def test_a_word_file_that_points_outside_opens_nothing():
    body = (
        paragraph("Kế hoạch")
        + "<w:p><w:hyperlink r:id='r9' xmlns:r='r'><w:r><w:t>liên kết</w:t></w:r></w:hyperlink></w:p>"
    )
    stream = io.BytesIO(docx(body))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="x"><Relationship Id="r9" TargetMode="External" Target="http://127.0.0.1:9/x"/>'
            '<Relationship Id="r8" Target="../../../../etc/passwd" Type="t/numbering"/></Relationships>',
        )
    assert load(stream.getvalue(), "x.docx").text == "Kế hoạch\nliên kết"


_ODT = (
    "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:xlink='http://www.w3.org/1999/xlink' "
    "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'><office:body><office:text>"
    "<text:p>Kế hoạch<draw:frame><draw:image xlink:href='{url}.png' xlink:actuate='onLoad'/></draw:frame></text:p>"
    "<text:section text:name='a'><text:section-source xlink:href='file://{file}'/><text:p>cũ</text:p></text:section>"
    "<text:section text:name='b'><text:section-source xlink:href='{url}.odt'/><text:p>cũ</text:p></text:section>"
    "</office:text></office:body></office:document-content>"
)
_MANIFEST = (
    b"<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0' m:version='1.2'>"
    b"<m:file-entry m:full-path='/' m:media-type='application/vnd.oasis.opendocument.text'/>"
    b"<m:file-entry m:full-path='content.xml' m:media-type='text/xml'/></m:manifest>"
)
_RTF = (
    r"{{\rtf1\ansi Ke hoach {{\field{{\*\fldinst INCLUDEPICTURE \\d "
    '"{url}.png"'
    r"}}{{\fldrslt x}}}} {{\field{{\*\fldinst INCLUDETEXT "
    '"{file}"'
    r"}}{{\fldrslt x}}}}{{\*\template {url}.dot}}}}"
)


@pytest.mark.parametrize("kind", ["odt", "rtf"])
def test_the_converter_of_older_files_opens_nothing_they_point_at(kind, tmp_path):
    if not shutil.which("soffice"):
        pytest.skip("libreoffice is not installed")
    secret = tmp_path / "secret.txt"
    secret.write_text("chuyen rieng")
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = {"url": f"http://127.0.0.1:{server.getsockname()[1]}/x", "file": str(secret)}
        if kind == "odt":
            mimetype = b"application/vnd.oasis.opendocument.text"
            parts = {"META-INF/manifest.xml": _MANIFEST, "content.xml": _ODT.format(**told).encode()}
            data = zipped(mimetype=mimetype, **parts)
        else:
            data = _RTF.format(**told).encode()
        source = load(data, f"x.{kind}")
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()
    assert "ho" in source.text and "rieng" not in source.text


def test_a_table_with_too_many_cells_is_refused():
    row = "<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="200"/></w:tcPr><w:p/></w:tc>' * 20 + "</w:tr>"
    assert "bảng quá lớn" in refusal(docx(f"<w:tbl>{row * 200}</w:tbl>"))


def test_a_damaged_picture_is_refused():
    assert "Ảnh" in refusal(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "ảnh.png")


def test_a_real_scan_cut_in_half_gives_a_sentence_or_its_words():
    data = sample("tb-11-ubnd-quang-ngai.pdf").read_bytes()
    try:
        load(data[: len(data) // 2], "x.pdf")
    except LotrinhError as error:
        assert _VIETNAMESE & set(str(error))


def _raw_docx(document: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/document.xml", document)
    assert MC
    return stream.getvalue()


def _ole_with_stream(name: str) -> bytes:
    """The smallest OLE file with one stream of that name (MS-CFB: header, FAT, directory, stream)."""
    sector = 512
    header = bytearray(sector)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:30] = bytes.fromhex("3e000300feff")
    header[30:34] = bytes.fromhex("09000600")
    header[44:48] = (1).to_bytes(4, "little")  # sectors of FAT
    header[48:52] = (1).to_bytes(4, "little")  # the directory's sector
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:64] = b"\xfe\xff\xff\xff"
    header[68:72] = b"\xfe\xff\xff\xff"
    header[76:80] = (0).to_bytes(4, "little")
    header[80:512] = b"\xff" * 432
    end, free, fat_mark = b"\xfe\xff\xff\xff", b"\xff\xff\xff\xff", b"\xfd\xff\xff\xff"
    chain = b"".join((i + 1).to_bytes(4, "little") for i in range(2, 9)) + end
    fat = (fat_mark + end + chain).ljust(sector, b"\xff")
    assert free
    return (
        bytes(header)
        + fat
        + _entry("Root Entry", 5, child=1)
        + _entry(name, 2, start=2, size=4096)
        + bytes(256)
        + bytes(4096)
    )


def _entry(name: str, kind: int, child: int = -1, start: int = -2, size: int = 0) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + len(raw).to_bytes(2, "little") + bytes([kind, 1])
    entry += b"\xff" * 8 + child.to_bytes(4, "little", signed=True) + bytes(36)
    return entry + start.to_bytes(4, "little", signed=True) + size.to_bytes(8, "little")


def _locked_pdf() -> bytes:
    """A PDF whose trailer asks for a password no empty one fits."""
    body = pdf([words(50, 700, "Ke hoach")])
    lock = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 "
        f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<{'00' * 16}> <{'00' * 16}>]"
    )
    return body.replace(b"trailer << ", b"trailer << " + lock.encode())


@pytest.mark.parametrize("unit", ["STT\nNội dung\nChủ trì\n1\n", "STT\tNội dung\tChủ trì\n"])
def test_heads_of_pasted_tables_without_rows_are_read_in_time_that_grows_with_them(unit):
    assert growth(lambda times: load((unit * times).encode(), "x.txt"), 1000) < LINEAR


@pytest.mark.parametrize("line", ["1. Việc\n", "1. Sở Tài chính, Sở Nội vụ; UBND các xã chủ trì.\n", "“Một”.\n\n"])
def test_clauses_without_end_are_read_in_time_that_grows_with_them(line):
    def work(lines: int) -> None:
        read(("KẾ HOẠCH\nThử\n\nI. TỔ CHỨC THỰC HIỆN\n" + line * lines).encode(), "x.txt")

    assert growth(work, 500) < LINEAR
