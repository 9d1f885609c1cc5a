"""Numbers of documents, Party and State, and what only looks like one."""

from __future__ import annotations

import pytest

from growth import LINEAR, growth
from lotrinh.text.docnumbers import find

FOUND = [
    ("Nghị quyết số 29-NQ/TW", "29", "NQ/TW", "party"),
    ("Số 38 - HD/BTCTW", "38", "HD/BTCTW", "party"),
    ("Số 05-BC/TU.", "05", "BC/TU", "party"),
    ("Chỉ thị 11-CT/TU", "11", "CT/TU", "party"),
    ("49-CTr/TU", "49", "CTr/TU", "party"),
    ("12-NQ/ĐU", "12", "NQ/ĐU", "party"),
    ("5053-CV/VPTW/nb", "5053", "CV/VPTW/nb", "party"),
    ("Số    -HD/BTCTU", None, "HD/BTCTU", "party"),
    ("Số …-CTr/TU", None, "CTr/TU", "party"),
    ("Số: 1105/KH-ĐKT", "1105", "KH-ĐKT", "state"),
    ("Số: 5973 /UBND-KT", "5973", "UBND-KT", "state"),
    ("Quyết định số 1479/QĐ-TTg", "1479", "QĐ-TTg", "state"),
    ("Nghị quyết 1668/NQ-UBTVQH15", "1668", "NQ-UBTVQH15", "state"),
    ("Luật số 61/2024/QH15", "61", "2024/QH15", "state"),
    ("Nghị định số 217/2025/NĐ-\nCP", "217", "2025/NĐ-CP", "state"),
    ("Thông tư 58/2020/TT-BQP", "58", "2020/TT-BQP", "state"),
    ("Số:       /KH-SCT", None, "KH-SCT", "state"),
    ("Số: ....../QĐ-UBND", None, "QĐ-UBND", "state"),
    ("125/SGDĐT-VP", "125", "SGDĐT-VP", "state"),
    ("111/NQ-CP", "111", "NQ-CP", "state"),
    ("Nghị quyết số 31.2/2026/NQ-CP", "31.2", "2026/NQ-CP", "state"),
    ("Quyết định số 1234/QĐTTg", "1234", "QĐTTg", "state"),
    ("Chương trình 15-CTrHĐ/TU", "15", "CTrHĐ/TU", "party"),
    ("Nghị quyết 57 NQ/TW", "57", "NQ/TW", "party"),
    ("Nghị quyết số 29-NQ-TW", "29", "NQ-TW", "party"),
    ("Thông báo số 334 TB-VPCP", "334", "TB-VPCP", "state"),
    ("Kế hoạch số 05/KH_UBND", "05", "KH_UBND", "state"),
    ("Quyết định 01/2020/QĐ.UBND", "01", "2020/QĐ.UBND", "state"),
    ("Kế hoạch số 10/KH-BCĐ-389", "10", "KH-BCĐ-389", "state"),
    ("12/2011/TTLT-BTC-BNV-BTP-BCA-BQP-BNG", "12", "2011/TTLT-BTC-BNV-BTP-BCA-BQP-BNG", "state"),
]


@pytest.mark.parametrize(("text", "number", "symbol", "family"), FOUND)
def test_a_number_is_found(text, number, symbol, family):
    assert [(d.number, d.symbol, d.family) for d in find(text)] == [(number, symbol, family)]


NOT_FOUND = [
    "26/5/2025",
    "5.813/8.227 xã",
    "18/18 chỉ tiêu",
    "02 ngày làm việc/01 đơn vị",
    "8.500 USD/người",
    "15 giường/10.000 dân",
    "17–19%/năm",
    "3/Quý",
    "Km30+00 - Km40+00",
    "COVID-19",
    "7/Thôn",
    "số 18 CT trong năm",
    "số 29 - Nguyễn Trãi",
    "quyết định 5-7 dự án",
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_only_looks_like_one_is_not_found(text):
    assert list(find(text)) == []


def test_the_word_before_is_told():
    (found,) = find("theo Nghị quyết số 29-NQ/TW, ngày 17/11/2022")
    assert (found.word, found.prefixed) == ("Nghị quyết", True)


def test_the_span_holds_the_number_and_the_symbol():
    text = "theo Quyết định số 1479/QĐ-TTg ngày 29/11/2022"
    (found,) = find(text)
    assert text[found.start : found.end] == "1479/QĐ-TTg"


def test_the_year_is_told():
    (found,) = find("248/2025/QH15")
    assert found.year == 2025


def test_the_abbreviation_of_the_type_is_told():
    assert [d.kind for d in find("29-NQ/TW; 1105/KH-ĐKT; 217/2025/NĐ-CP")] == ["NQ", "KH", "NĐ"]


@pytest.mark.parametrize("unit", ["Số ", "1", "1/", "-NQ/", "12-NQ/T", "Số: ...", "/KH-", "A-", "1/2020/"])
def test_finding_takes_linear_time(unit):
    assert growth(lambda size: list(find(unit * (size // len(unit)))), 60_000) < LINEAR
