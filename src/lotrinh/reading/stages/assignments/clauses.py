"""What a clause is: a heading of the organising part, or a formula nobody acts on."""

from __future__ import annotations

import re

from lotrinh.reading.model import Node
from lotrinh.reading.wording import ORGANISING, key

# Repeal and entry into force of the document itself; what others are to repeal or replace is their work.
_ENDS = r"(?:có hiệu lực|thay thế|bãi bỏ|hết hiệu lực)"
FORMULA = re.compile(
    r"(?:chịu trách nhiệm thi hành|có trách nhiệm (?:tổ chức )?thi hành (?:quyết định|nghị quyết|quy chế|quy định) này"
    r"|(?<!nhất )(?<!đặc biệt )(?<!trước hết )là người (?:đứng đầu|giúp)\b"
    r"|kêu gọi (?:đồng bào|toàn thể|toàn dân|nhân dân|các tầng lớp)"
    r"|là cơ quan (?:chuyên môn|thuộc)\b|được xem xét,? (?:loại trừ|miễn|giảm)(?!\w)"
    rf"|^{_ENDS}\b|(?:nghị quyết|quyết định|kế hoạch|chương trình|chỉ thị|quy chế|quy định|hướng dẫn|kết luận|thông báo"
    rf"|đề án|thông tư|nghị định|luật|văn bản) này {_ENDS}|có hiệu lực (?:thi hành )?(?:kể )?từ ngày)"
)


def is_formula(text: str) -> bool:
    """Whether a clause only says who is answerable, who is called upon, what enters into force, or what a post is."""
    return bool(FORMULA.search(key(text)))


_RULES = re.compile(r"(?:các )?(?:quy định|biện pháp|nguyên tắc|thủ tục|trình tự)(?!\w)")  # what holds, not who does it


def is_organising(node: Node) -> bool:
    """Whether a heading opens the part that says who does what."""
    size = len(node.heading)
    if size > 140 or (size > 80 and node.kind in ("bullet", "plus", "item", "letter", "point")):
        return False
    said = key(node.heading[:120])
    return bool(ORGANISING.search(said)) and not (node.kind == "article" and _RULES.match(said))
