"""What is to be delivered, where a task names it."""

from __future__ import annotations

import re

_MADE = re.compile(
    r"(?:xây dựng|ban hành|lập|dự thảo|soạn thảo|trình|chuẩn bị|tham mưu)\s+(?:và\s+\w+\s+)?(?P<what>(?:dự "
    r"thảo\s+)?(?:kế hoạch|chương trình|đề án|quy chế|quyết định|nghị quyết|báo cáo"
    r"|quy định|hướng dẫn|văn bản|biên bản|phương án|tờ trình|danh mục|bảng giá|bộ tiêu chí|quy trình|đề "
    r"cương)[^;.:]{0,110})",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s(?:phù hợp|theo|để|nhằm|bảo đảm|đảm bảo|trước|trong|trên cơ sở|hằng năm|hàng năm|gửi|chỉ đạo|tổ chức"
    r"|triển khai các|làm cơ sở)\b|,\s"
)


def of_text(text: str) -> str | None:
    """The paper a task asks for ("kế hoạch cụ thể hóa …"), or None."""
    match = _MADE.search(text)
    if not match:
        return None
    what = match["what"]
    stop = next(
        (
            m
            for m in _STOP.finditer(what)
            if m.start() > 6 and not re.match(r",\s(?:chương trình|kế hoạch|đề án|[Kk]ế)", m.group() + what[m.end() :])
        ),
        None,
    )
    return (what[: stop.start()] if stop else what).strip(" ,.;") or None
