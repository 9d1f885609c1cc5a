"""Clauses that only say who holds a seat or a post: told of, not given work."""

from __future__ import annotations

import re

from lotrinh.reading import bodies
from lotrinh.reading.above import Above
from lotrinh.reading.model import Node
from lotrinh.reading.stages.assignments.doers import HOLDING, PERSON
from lotrinh.reading.wording import key

# Who sits on a body that is being set up is told of, not given work.
_SETS_UP = re.compile(
    r"(?:thành lập|kiện toàn|phê duyệt|cử)\b.{0,300}\b(?:gồm|thành viên|thành phần|danh sách|ông|bà)\b"
)

_SEATS = re.compile(
    r"(?!.*(?:trách nhiệm|nhiệm vụ|chủ trì|thực hiện|phối hợp))"
    r"(?:các )?(?:thành viên|ủy viên|phó chủ tịch hội đồng|chủ tịch hội đồng|tổ trưởng|tổ phó|trưởng ban"
    r"|phó trưởng ban|trưởng đoàn|phó trưởng đoàn|thư ký)\b[^.:]{0,60}:?\s*$"
)

POSTED = re.compile(
    r"[\s:,–-]*(?:(?:ông|bà|đồng chí|phó|quyền|nguyên)\b[ .:]{1,2}){0,2}(?:chủ tịch|giám đốc|trưởng|phó|chánh|bí thư"
    r"|tổng|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thành viên|ủy viên|chuyên viên|thư ký|tổ trưởng|tổ phó"
    r"|cục trưởng|vụ trưởng|chi cục trưởng|hiệu trưởng|viện trưởng|bộ trưởng|thứ trưởng|ông|bà)\b[^:;]{0,140}[;.]?\s*$"
)


class Seats:
    """Which nodes only say who holds a seat ("- Ông Lý Văn Pá, Phó Giám đốc Sở Y tế;")."""

    def __init__(self) -> None:
        self._set_up = Above(lambda n: n.kind == "article" and _SETS_UP.match(key(n.heading[:500])) is not None)
        self._seated = Above(lambda n: _SEATS.match(key(n.heading[:120])) is not None)

    def hold(self, node: Node) -> bool:
        """Whether the node is one of them."""
        text = node.heading
        if self._set_up.with_own(node) or (self._seated(node.parent) and not bodies.opens_with_verb(text)):
            return True
        person = PERSON.match(text)
        if person is None or HOLDING.match(text, person.end()):
            return False
        return POSTED.match(key(text[person.end() :])) is not None
