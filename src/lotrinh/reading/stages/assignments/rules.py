"""Articles under chapters: rules for whomever they concern. Who carries the document out stands in a chapter, or an
article, of its own."""

from __future__ import annotations

import re

from lotrinh.reading.above import Nearest
from lotrinh.reading.model import Node, Reading
from lotrinh.reading.wording import key

_CHAPTER = re.compile(r"chương\b", re.IGNORECASE)
_CARRYING_OUT = re.compile(
    r"(?:tổ chức|triển khai) thực hiện|thi hành|(?:trách nhiệm|nhiệm vụ) (?:của|và)|quản lý nhà nước|phân công"
    r"|^trách nhiệm\b"
)
_ARTICLE_OF_ITS_OWN = re.compile(
    r"(?:trách nhiệm )?(?:tổ chức |triển khai ){0,2}(?:thực hiện|thi hành)\b|điều khoản thi hành"
    r"|trách nhiệm quản lý nhà nước|hiệu lực (?:và trách nhiệm )?thi hành"
)


def chapters(reading: Reading) -> set[int]:
    """The chapters of a law, decree or set of rules, whose lists of bodies tell what each may do."""
    return {id(n) for n in reading.nodes if _is_chapter(n)}


def ruling(reading: Reading) -> set[int]:
    """The articles of chapters that say what holds, and give nobody work."""
    chapter_of: Nearest[Node] = Nearest(lambda node: node if _is_chapter(node) else None)
    return {
        id(node)
        for node in reading.nodes
        if node.kind == "article" and (chapter := chapter_of(node.parent)) and _rules(node, chapter)
    }


def _is_chapter(node: Node) -> bool:
    return node.kind == "part" and _CHAPTER.match(node.label or "") is not None


def _rules(article: Node, chapter: Node) -> bool:
    own = _ARTICLE_OF_ITS_OWN.match(key(article.heading[:80]))
    return not own and not _CARRYING_OUT.search(key(chapter.heading[:160]))
