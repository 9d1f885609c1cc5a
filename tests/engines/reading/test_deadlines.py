"""Deadlines in cells and in running words."""

from __future__ import annotations

import pytest

from lotrinh.reading import deadlines


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("Trước ngày 30/7/2026", "date", "2026-07-30"),
        ("Xong trong Quý II/2026", "quarter", "2026-06-30"),
        ("Xong trong tháng 5/2026", "month", "2026-05-31"),
        ("Trong năm 2026", "year", "2026-12-31"),
        ("2022-2030", "year", "2030-12-31"),
        ("Giai đoạn 2024–2025", "year", "2025-12-31"),
        ("6 tháng đầu năm 2026", "half_year", "2026-06-30"),
        ("Hằng năm", "recurring", None),
        ("Định kỳ 6 tháng", "recurring", None),
        ("Trước ngày 18 hằng tháng", "recurring", None),
        ("Thường xuyên", "continuous", None),
        ("Sau khi có hướng dẫn của Trung ương", "triggered", None),
        ("Theo kế hoạch", "triggered", None),
        ("", "none", None),
    ],
)
def test_cell(text: str, kind: str, due: str | None) -> None:
    found = deadlines.of_cell(text)
    assert (found.kind, found.due) == (kind, due)


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("Rà soát quy hoạch thời kỳ 2021 - 2030, tầm nhìn đến năm 2050.", "none", None),
        ("Sửa chợ; hoàn thành và báo cáo trước ngày 08/02/2025.", "date", "2025-02-08"),
        ("Đề xuất kế hoạch trong năm 2025; báo cáo trước ngày 08/02/2025.", "date", "2025-02-08"),
        ("Xử lý xong trong quý II năm 2026.", "quarter", "2026-06-30"),
        ("Hằng năm báo cáo Hội đồng nhân dân.", "recurring", None),
        ("Thường xuyên kiểm tra; định kỳ sơ kết, tổng kết.", "recurring", None),
        ("Thường xuyên kiểm tra các bến bãi.", "continuous", None),
        ("Trong thời hạn 15 ngày kể từ ngày nhận hồ sơ phải trả lời.", "triggered", None),
        ("Làm tốt công tác vận động.", "none", None),
    ],
)
def test_running_words(text: str, kind: str, due: str | None) -> None:
    found = deadlines.of_text(text)
    assert (found.kind, found.due) == (kind, due)
