"""A Word file's letterhead kept in two columns by tabs or runs of spaces, not by a table.

VĂN PHÒNG UBND TỈNH <tab> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
BÌNH THUẬN                      Độc lập - Tự do - Hạnh phúc
PHÒNG TỔNG HỢP
                                Bình Thuận, ngày 05 tháng 12 năm 2024
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_PARTED = re.compile(r"(\S.*?)(?:[ ]*\t[ \t]*| {3,})(\S.*)", re.DOTALL)
_NATION = re.compile(r"\s*(?:cộng h[òo]a xã hội|đảng cộng sản việt nam)", re.IGNORECASE)
_DAY = re.compile(r"[^,\n]{0,40},\s*(?:ngày|tháng).{0,60}", re.IGNORECASE | re.DOTALL)
_MOST_LINES = 9
_LONGEST = 110


@dataclass(slots=True)
class Letterhead:
    """Takes lines while they may belong to such a letterhead, and gives them back left column first."""

    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """Lines of one side that belong to the letterhead only if more of it follows."""
    open: bool = False
    over: bool = False

    def takes(self, text: str) -> bool:
        """Whether the letterhead goes on with this line, as it was typed."""
        if self.over:
            return False
        sides = _sides(text)
        if not self.open:
            self.open = sides is not None and bool(_NATION.match(sides[1]))
            if not self.open:
                self.over = bool(text.strip()) and (len(text) > _LONGEST or bool(_NATION.match(text)))
                return False
        if len(text) > _LONGEST or len(self.left) + len(self.right) + len(self.waiting) > 2 * _MOST_LINES:
            return False
        if sides is None:
            self.waiting.append(text)
            return True
        self._settle()
        self.left.append(sides[0])
        self.right.append(sides[1])
        return True

    def _settle(self) -> None:
        self.left += [w for w in self.waiting if w.strip()]
        self.waiting = []

    def done(self) -> list[str]:
        """The lines in reading order; afterwards no more are taken."""
        self.open, self.over = False, True
        lines = [line for line in (*self.left, *self.right) if line.strip()]
        lines += self.waiting
        self.left, self.right, self.waiting = [], [], []
        return lines


def _sides(text: str) -> tuple[str, str] | None:
    """The words on the left and on the right of a line; None where it is of one piece."""
    if match := _PARTED.fullmatch(text.strip()):
        return match[1].strip(), re.sub(r"\s+", " ", match[2]).strip()
    if text.strip() and (text.startswith(("\t", "   ")) or _DAY.fullmatch(text.strip())):
        return "", text.strip()
    return None
