"""The bodies a task is to be done with."""

from __future__ import annotations

import re

from lotrinh.reading import bodies
from lotrinh.text.fold import fold_letters

_WITH = re.compile(r"phối hợp(?: chặt chẽ| đồng bộ| thường xuyên)?(?P<with> với| cùng| cùng với)?\s+")


def partners(text: str, lead: list[str]) -> list[str]:
    """The bodies after "phối hợp với", or "phối hợp" alone."""
    found: list[str] = []
    known = set(lead)
    low = fold_letters(text)
    for match in _WITH.finditer(low):
        rest = text[match.end() : match.end() + 420]
        if match["with"] is None and not (rest[:1].isupper() or rest.startswith("các ")):
            continue
        grouped = re.match(r"các (?:[Ss]ở|[Bb]ộ|[Bb]an)\s*:\s*", rest)
        skip = grouped.end() if grouped else 0
        end = bodies.name_end(rest[skip:]) if not grouped else _list_end(rest[skip:])
        if end:
            names = [n for n in bodies.cut(rest[skip : skip + end]) if n not in known]
            found += names
            known.update(names)
    return found


def _list_end(text: str) -> int:
    stop = re.search(
        r"[;.:]|\s(?:khẩn trương|rà soát|tham mưu|xây dựng|tổ chức|hướng dẫn|thực hiện|triển khai|nghiên cứu"
        r"|kiểm tra)\b",
        text,
    )
    return stop.start() if stop else len(text)
