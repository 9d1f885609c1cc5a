"""Text as documents hold it → clean Unicode."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.text.repair import repair

CASES = [
    ("CHƢƠNG TRÌNH tăng cƣờng", "CHƯƠNG TRÌNH tăng cường"),
    (unicodedata.normalize("NFD", "Nghị quyết"), "Nghị quyết"),
    ("\u0189ảng và \u00d0oàn, \u00f0ường", "Đảng và Đoàn, đường"),
    ("Số\u00a029-NQ/TW", "Số 29-NQ/TW"),
    ("phát\u00ad triển\u200b kinh\ufeff tế", "phát triển kinh tế"),
    ("ﬁnance, oﬃce", "finance, office"),
    ("ТW, Сhương trình", "TW, Chương trình"),
    ("Nghị quyết 29–NQ/TW", "Nghị quyết 29-NQ/TW"),
    ("Kế hoạch 1105/KH–ĐKT", "Kế hoạch 1105/KH-ĐKT"),
    ("giai đoạn 2021–2030", "giai đoạn 2021–2030"),
    ("7–7,5%/năm", "7–7,5%/năm"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("a\x0bb\u2028c", "a\nb\nc"),
    ("\u202eđảo\u202c", "đảo"),
    ("x\x00\x1by", "xy"),
    ("\uf0b7 việc", "• việc"),
    ("Москва", "Москва"),
    ("α-tocopherol", "α-tocopherol"),
    ("CHủ TịCH CHíNH PHủ Và ĐạI HộI", "CHỦ TỊCH CHÍNH PHỦ VÀ ĐẠI HỘI"),
    ("Theo NGHị QUYếT của Đảng", "Theo NGHỊ QUYẾT của Đảng"),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "clean"), CASES)
def test_repair(raw, clean):
    assert repair(raw) == clean


OLD = [
    ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    (
        "Bé tr-ëng Bé T- ph¸p, nh- sau: Nhµ n-íc -u tiªn ®Þa ph-¬ng (M¸c-Lªnin, kinh tÕ - x· héi, Q§-TTg)",
        "Bộ trưởng Bộ Tư pháp, như sau: Nhà nước ưu tiên địa phương (Mác-Lênin, kinh tế - xã hội, QĐ-TTg)",
    ),
    (
        "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM\nB¸o c¸o t×nh h×nh thùc hiÖn nhiÖm vô ph¸t triÓn kinh tÕ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBáo cáo tình hình thực hiện nhiệm vụ phát triển kinh tế",
    ),
    ("KÃ¡ÂºÂ¿".replace("Ã¡ÂºÂ¿", "áº¿") + " hoáº¡ch phÃ¡t triá»ƒn", "Kế hoạch phát triển"),
]


@pytest.mark.parametrize(("raw", "clean"), OLD)
def test_old_encodings_are_converted(raw, clean):
    assert repair(raw) == clean


def test_a_line_in_an_old_encoding_beside_unicode_is_converted_alone():
    assert repair("Độc lập - Tự do\nCéng hßa x· héi chñ nghÜa") == "Độc lập - Tự do\nCộng hòa xã hội chủ nghĩa"


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 29-NQ/TW ngày 17/11/2022 của Ban Chấp hành Trung ương khóa XIII",
        "quả; rùa; thuở; khuỷu tay; ngoằn ngoèo; gì; giêng; yểu điệu; ý",
        "El niño come jamón. Größe, Straße, naïve, café, façade, Ångström",
        "diện tích 1.200 m², 5‰, ±0,5, 30°C, «trích», 2×3, ½",
        "Ä",
        "\u00cb O²",
        "UBND xã, HĐND tỉnh, BCĐ, QĐ-TTg, CTr-TU, Đ/c An, GDĐT, NĐ15/2020, VNĐ, TPHồ",
        "Krông Pắk, Đắk Lắk, Plei Ku, Bà Rịa",
    ],
)
def test_good_text_is_left_alone(text):
    assert repair(text) == text


@given(st.text(max_size=200))
def test_the_result_is_composed(text):
    assert unicodedata.is_normalized("NFC", repair(text))


@given(st.text(alphabet=st.characters(max_codepoint=0x1EFF), max_size=120))
def test_repairing_twice_changes_nothing_more(text):
    once = repair(text)
    assert repair(once) == once


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        ("Nghị\u00a0quyết số 29–NQ/TW", "Nghị quyết số 29-NQ/TW"),
        ("CHủ TịCH \u2013 Phó Chủ tịch", "CHỦ TỊCH \u2013 Phó Chủ tịch"),
        ("\uf0b7 việc của\u200b các sở", "• việc của các sở"),
        ("Q\u0110\u2013TTg và Nghe\u0323\u0302 An", "QĐ–TTg và Nghệ An"),
        ("\u0441\u01b0 \u0430n", "cư an"),
    ],
)
def test_a_line_of_a_long_text_is_cleaned_as_if_alone(line, clean):
    prose = "Ủy ban nhân dân tỉnh chỉ đạo các sở, ngành thực hiện kế hoạch.\n" * 60
    assert repair(line) == clean
    assert repair(f"{prose}{line}\n{prose}") == f"{prose}{clean}\n{prose}"
