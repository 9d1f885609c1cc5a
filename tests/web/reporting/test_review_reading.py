"""A frozen review is read without the marks its sources are found by."""

from __future__ import annotations

from lotrinh_web.reporting.templatetags.reporting import without_marks


def test_marks_of_sources_are_left_out_and_other_brackets_stay() -> None:
    assert without_marks("Đạt 7,2% [^o12], [tạm tính]. [^psanpham4]\nHết.") == "Đạt 7,2%, [tạm tính].\nHết."
