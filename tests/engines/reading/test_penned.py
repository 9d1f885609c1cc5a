"""Scans: what a pen, a stamp or a smudge left between the words of a letterhead, a title and a signature."""

from __future__ import annotations

import pytest

from lotrinh.reading.formats.build import Builder
from lotrinh.reading.formats.limits import Limits
from lotrinh.reading.model import Reading, Strip
from lotrinh.reading.pipeline import read_source
from lotrinh.reading.stages import penned, recognised

SURE, DOUBTED, GUESSED = 0.95, 0.75, 0.3
HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LÂM SƠN\nSố:    /CT-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCHỈ THỊ\nVề việc giữ rừng\n"
TEXT = "Yêu cầu các sở, ngành thực hiện nghiêm Chỉ thị này./.\n"


def scanned(*parts: str | tuple[str, float]) -> Reading:
    """Reads lines as a recogniser gives them: surely read, or with the confidence told beside them."""
    builder = Builder("pdf", Limits())
    builder.method = "ocr"
    builder.begin_page(1)
    for part in parts:
        words, confidence = (part, SURE) if isinstance(part, str) else part
        for line in words.strip("\n").split("\n"):
            builder.line(line, confidence=confidence)
    builder.end_page()
    return read_source(builder.source(SURE), "quet.pdf")


def test_scrawls_between_the_post_and_the_name_are_set_aside() -> None:
    out = scanned(
        HEAD,
        TEXT,
        "Nơi nhận:\n- Các sở;\n- Lưu: VT.\nCHỦ TỊCH",
        ("ta TS 2\nim TEEN", GUESSED),
        ("À x", DOUBTED),
        "Vũ Văn Mẫn",
    )
    assert (out.header.post, out.header.name, out.header.recipients) == (
        "CHỦ TỊCH",
        "Vũ Văn Mẫn",
        ["Các sở", "Lưu: VT"],
    )
    assert [s.zone for s in out.strips if s.text in ("ta TS 2", "im TEEN", "À x")] == ["stamp"] * 3


def test_a_name_recognised_among_the_recipients_is_the_signers() -> None:
    out = scanned(HEAD, TEXT, "CHỦ TỊCH\nNơi nhận:\n- Tỉnh ủy;\n- Các sở;\nVũ Văn Mẫn\n- Các xã;\n- Lưu: VT.")
    assert (out.header.post, out.header.name) == ("CHỦ TỊCH", "Vũ Văn Mẫn")
    assert out.header.recipients == ["Tỉnh ủy", "Các sở", "Các xã", "Lưu: VT"]


def test_recipients_whose_heading_was_not_recognised_are_known_by_their_last_entry() -> None:
    out = scanned(HEAD, TEXT, "- Tỉnh ủy;\n- Các sở;\n- Lưu: VT, KT.\nVũ Văn Mẫn")
    assert (out.header.recipients, out.header.name) == (["Tỉnh ủy", "Các sở", "Lưu: VT, KT"], "Vũ Văn Mẫn")


def test_dashes_that_end_in_no_entry_for_the_archive_are_text() -> None:
    assert scanned(HEAD, TEXT, "- Giữ rừng đầu nguồn.\n- Trồng rừng mới.").header.recipients == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("__ PHO CHU TỊC", "PHÓ CHỦ TỊCH"),
        ("KT. CHU TỊCH", "KT. CHỦ TỊCH"),
        ("TM. UY BAN NHAN DAN", "TM. ỦY BAN NHÂN DÂN"),
        ("- Vũ Văn Mẫn", "Vũ Văn Mẫn"),
        ("“Vũ Văn Mẫn", "Vũ Văn Mẫn"),
        ("TRẠM TRƯỞNG", "TRẠM TRƯỞNG"),
    ],
)
def test_lines_of_a_scans_signature_lose_what_a_pen_left(line: str, told: str) -> None:
    assert penned.signed_line(Strip(line, 0, len(line), confidence=DOUBTED)).text == told
    assert penned.signed_line(Strip(line, 0, len(line))).text == line


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (",Vềviệc giữ rừng", "Về việc giữ rừng"),
        (", - Ẩ 4 Vệ việc giữ rừng", "Về việc giữ rừng"),
        ("#RNG-T2M +4 0.NG| Về việc giữ rừng", "Về việc giữ rừng"),
        ("và việc giữ rừng", "về việc giữ rừng"),
        ("Về việc giữ rừng", "Về việc giữ rừng"),
        ("Kết luận của Chủ tịch về việc giữ rừng", "Kết luận của Chủ tịch về việc giữ rừng"),
    ],
)
def test_a_scans_title_begins_with_what_it_is_about(title: str, told: str) -> None:
    assert penned.from_about(title) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Lâm Sơn, ngày 0# thángØ năm 2021", "Lâm Sơn, ngày    tháng  năm 2021"),
        ("Lâm Sơn, ngàW/† tháng 5 năm 2021", "Lâm Sơn, ngày   tháng 5 năm 2021"),
        ("Lâm Sơn, ngày 24 tháng 5 năm 2021", "Lâm Sơn, ngày 24 tháng 5 năm 2021"),
    ],
)
def test_a_day_written_by_hand_leaves_the_place(line: str, told: str) -> None:
    strips = [Strip(line, 0, len(line))]
    recognised.mend(strips)
    assert strips[0].text == told
    out = scanned(HEAD.replace("CHỈ THỊ\n", line + "\nCHỈ THỊ\n"), TEXT).header
    assert (out.place, out.date) == ("Lâm Sơn", "2021-05-24" if "24" in line else None)
