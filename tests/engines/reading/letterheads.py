"""Documents put together from parts: a first page, a few lines of text and a signature block, and what they say.

Each part has the spellings and the orders in which offices and converters leave it. What a reader must find is known
because it was put in; `ways` names the choices made, so that a failure can be told by its kind.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, field

from engines.reading import letterhead_parts as parts

FIELDS = ("type", "number", "symbol", "date", "place", "issuer", "title", "capacity", "post", "name", "recipients")


@dataclass
class Document:
    """A text, the header fields it holds, and the choices it was made by."""

    text: str
    wanted: dict[str, object]
    ways: dict[str, str] = field(default_factory=dict)


class Composer:
    """Makes documents, the same for the same seed."""

    def __init__(self, seed: int, fixed: dict[str, str]) -> None:
        self.fixed = fixed
        self.draw = random.Random(seed)
        self.ways: dict[str, str] = {}

    def choose(self, name: str, options: list[str]) -> str:
        """One of `options`, remembered under `name`."""
        drawn = self.draw.choice(options)
        self.ways[name] = self.fixed.get(name, drawn)
        return self.ways[name]

    def document(self) -> Document:
        """A document of some kind, layout and signature."""
        pick = self.draw.choice
        party = self.choose("side", ["state", "party"]) == "party"
        kind = self.choose("type", list(parts.TYPES))
        wanted: dict[str, object] = {"type": kind[0].upper() + kind[1:]}
        superior, organ, issuer, code = pick(parts.PARTY if party else parts.STATE)
        self.ways["organ"] = " / ".join([*superior, "", *organ])
        wanted["issuer"] = issuer
        title = pick([t for t in parts.TITLES if kind != "công văn" or not t[0].isupper()])
        subject = " ".join(line for line in title if not line.startswith("CỦA "))  # whose it is is not what it is about
        wanted["title"] = [subject, *(["Về việc " + subject] if kind == "công văn" else [])]
        self.ways["title"] = title[0]
        number, place = self.number(party, kind, code, wanted), self.place_date(wanted)
        head = self.letterhead(party, superior, organ, number, place, title, kind)
        body = self.body(kind, organ, party)
        tail = self.tail(party, wanted)
        lines = [*head, *body, *tail]
        gaps = self.choose("gaps", ["none", "parts", "all"])
        if gaps == "all":
            lines = [x for line in lines if line for x in (line, "")]
        elif gaps == "none":
            lines = [line for line in lines if line]
        return Document("\n".join(lines) + "\n", wanted, dict(self.ways))

    def number(self, party: bool, kind: str, code: str, wanted: dict[str, object]) -> str:
        short = parts.TYPES[kind]
        if party:
            symbol = f"{short or 'CV'}/{code}"
        else:
            symbol = f"{short}-{code}" if short else f"{code}-KT"
        number = self.choose("number", ["412", "07", "3", ""]) or None
        wanted["symbol"], wanted["number"] = symbol, number
        link = "-" if party else "/"
        form = self.choose("number form", ["colon", "colon close", "no colon", "spaced", "far colon"])
        opening = {"colon": "Số: ", "colon close": "Số:", "no colon": "Số ", "spaced": "Số:  ", "far colon": "Số : "}[
            form
        ]
        if number is None:
            return f"{opening}{self.choose('blank', ['     ', '....', '…', '___'])}{link}{symbol}"
        if form == "spaced":
            return f"{opening}{number} {link} {symbol}" if party else f"{opening}{number} {link}{symbol}"
        return f"{opening}{number}{link}{symbol}"

    def place_date(self, wanted: dict[str, object]) -> str:
        place = self.choose("place", parts.PLACES)
        wanted["place"] = place
        form = self.choose("date", ["padded", "plain", "blank day", "blank both", "dots"])
        days = {"padded": "05 04", "plain": "5 4", "blank day": "_ 4", "blank both": "_ _", "dots": "… 4"}
        day, month = (x.replace("_", "   ") for x in days[form].split())
        wanted["date"] = "2026-04-05" if form in ("padded", "plain") else None
        link = self.choose("place link", [", ngày", ", ngày", ", ngày", " ngày", ", Ngày", ",ngày"])
        return f"{place}{link} {day} tháng {month} năm 2026{self.choose('date end', ['', '', '', '.'])}"

    def letterhead(
        self, party: bool, superior: list[str], organ: list[str], number: str, place: str, title: list[str], kind: str
    ) -> list[str]:
        pick = self.draw.choice
        rule = self.choose("rule", ["-------", "_______", "***", "", "———"])
        left_rule = "*" if party else rule
        motto = ["ĐẢNG CỘNG SẢN VIỆT NAM"] if party else [
            self.draw.choice(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
            self.choose("motto", [
                "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "Độc Lập - Tự Do - Hạnh Phúc",
                "ĐỘC LẬP - TỰ DO - HẠNH PHÚC", "Độc lập-Tự do-Hạnh phúc",
            ]),
        ]  # fmt: skip
        subject = self.subject(title) if kind == "công văn" else []
        left = [x for x in (*superior, *organ, left_rule, number, *subject) if x]
        right = [x for x in (*motto, rule, place) if x]
        layout = self.choose(
            "layout",
            [
                "left right",
                "right left",
                "bars",
                "slashed bars",
                "spaces",
                "tabs",
                "interleaved",
                "interleaved organs",
                "markdown",
            ],
        )
        head = self.laid_out(layout, left, right, [*superior, *organ], motto, left_rule or rule, number, place, subject)
        above = self.choose("above", ["", "", "", "gazette", "signed by", "page"])
        if above:
            head = [parts.ABOVE[above], *head]
        mark = self.choose(
            "mark", ["", "", "", "HỎA TỐC", "KHẨN", "(Dự thảo lần 2)", "DỰ THẢO", "Dự thảo lần 1", "TÀI LIỆU HỘI NGHỊ"]
        )
        if mark:
            head = [mark, *head] if pick((True, False)) else [*head, mark]
        if kind == "công văn":
            return [*head, "", *self.addressees()]
        return [*head, "", *self.named(kind, title)]

    def laid_out(self, layout: str, left: list[str], right: list[str], organs: list[str], motto: list[str],
                 rule: str, number: str, place: str, subject: list[str]) -> list[str]:  # fmt: skip
        if layout == "left right":
            return [*left, "", *right]
        if layout == "right left":
            return [*right, "", *left]
        if layout == "slashed bars":
            return [f"{' / '.join(organs)} | {' / '.join(motto)}", f"{number} | {place}", *subject]
        if layout in ("bars", "markdown", "spaces", "tabs", "run together"):
            return _side_by_side(layout, left, right)
        if layout == "interleaved":
            return [x for x in (*organs, *motto, rule, number, place, *subject) if x]
        return [x for x in (organs[0], motto[0], *organs[1:], *motto[1:], rule, rule, number, *subject, place) if x]

    def subject(self, title: list[str]) -> list[str]:
        opening = self.choose("subject", ["V/v ", "V/v: ", "Về việc "])
        return textwrap.wrap(opening + " ".join(title), 45)

    def addressees(self) -> list[str]:
        if self.choose("addressed", ["one", "list"]) == "one":
            return ["Kính gửi: Ủy ban nhân dân các xã, phường"]
        return ["Kính gửi:", "- Các sở, ban, ngành;", "- Ủy ban nhân dân các xã, phường."]

    def named(self, kind: str, title: list[str]) -> list[str]:
        under = self.choose("under title", ["", "-----", "________", "***"])
        lines = [kind.upper(), *title]
        if self.choose("type line", ["alone", "alone", "joined"]) == "joined":
            lines = [f"{kind.upper()} {title[0]}", *title[1:]]
        return [*lines, under, ""]

    def body(self, kind: str, organ: list[str], party: bool) -> list[str]:
        if kind == "quyết định" and not party:
            who = self.choose(
                "enacted by",
                ["", "GIÁM ĐỐC SỞ CÔNG THƯƠNG", "ỦY BAN NHÂN DÂN TỈNH SÔNG HẠ", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"],
            )
            return [who, "", *parts.GROUNDS, "", "QUYẾT ĐỊNH:", "", *parts.ARTICLES, ""]
        if kind == "nghị quyết" and not party:
            return [" ".join(organ), "", *parts.GROUNDS, "", "QUYẾT NGHỊ:", "", *parts.SECTIONS, ""]
        if kind == "công văn":
            return ["", *self.draw.choice(parts.PREAMBLES[:3]), *parts.SECTIONS, ""]
        at = self.choose("preamble", ["0", "1", "2", "3", "4", "5", "6", "grounds"])
        opening = parts.GROUNDS if at == "grounds" else parts.PREAMBLES[int(at)]
        return [
            "",
            *opening,
            *parts.SECTIONS,
            "Trên đây là nội dung cần triển khai, đề nghị các đơn vị thực hiện./.",
            "",
        ]

    def tail(self, party: bool, wanted: dict[str, object]) -> list[str]:
        capacity, post = self.draw.choice(parts.PARTY_SIGNS if party else parts.STATE_SIGNS)
        self.ways["sign"] = " / ".join([*capacity, "|", *post])
        wanted["capacity"] = ", ".join(c.replace("\n", " ") for c in capacity) or None
        wanted["post"] = " ".join(post)
        name = self.choose("name", [*parts.NAMES, ""])
        wanted["name"] = name or None
        between = self.signed()
        if not capacity and not name and not between:
            between = ["(Đã ký)"]
        sign = [x for c in capacity for x in c.split("\n")] + [*post, *between, *([name] if name else [])]
        entries = self.draw.choice(parts.RECIPIENTS)
        wanted["recipients"] = [e.strip("-–., ;/\t") for e in _entries(entries)]
        to = [self.choose("to", ["Nơi nhận:", "Nơi nhận:", "Nơi nhận :", "NƠI NHẬN:", "Nơi nhận"]), *entries]
        orders = [
            "recipients first",
            "signature first",
            "bars",
            "last bar",
            "spaces",
            "tabs",
            "markdown",
            "none",
        ]
        order = self.choose("tail", orders)
        if order == "none":
            wanted["recipients"] = []
            return sign
        if order == "recipients first":
            return [*to, "", *sign]
        if order == "signature first":
            return [*sign, "", *to]
        if order == "last bar":
            cut = len(sign) - len(between) - bool(name)
            return [*to[:-1], f"{to[-1]} | {' / '.join(sign[:cut])}", *sign[cut:]]
        return _side_by_side(order, to, sign)

    def signed(self) -> list[str]:
        """What stands between the post and the name."""
        form = self.choose(
            "signed",
            [
                "",
                "(Đã ký)",
                "(đã ký)",
                "Đã ký",
                "[Đã ký]",
                "digital",
                "(Ký tên, đóng dấu)",
                "(Đã ký và đóng dấu)",
                "(Ký, ghi rõ họ tên)",
                "(Chữ ký, dấu)",
            ],
        )
        if form == "digital":
            return ["Ký bởi: Văn phòng Ủy ban nhân dân", "Cơ quan: Tỉnh Sông Hạ",
                    "Thời gian ký: 05/04/2026 10:12:01 +07:00"]  # fmt: skip
        return [form] if form else []


def _entries(lines: list[str]) -> list[str]:
    """A line without a dash goes on from the one before."""
    out: list[str] = []
    for line in lines:
        if line.startswith(("-", "–")):
            out.append(line)
        else:
            out[-1] += " " + line
    return out


def _side_by_side(form: str, left: list[str], right: list[str]) -> list[str]:
    """Two columns line by line, as converters leave them."""
    high = max(len(left), len(right))
    pairs = [((left + [""] * high)[i], (right + [""] * high)[i]) for i in range(high)]
    if form == "run together":
        return [f"{a} {b}".strip() for a, b in pairs]
    if form == "bars":
        return [f"{a} | {b}".strip() for a, b in pairs]
    if form == "markdown":
        return [f"| {a} | {b} |" for a, b in pairs]
    if form == "tabs":
        return [f"{a}\t{b}".rstrip() for a, b in pairs]
    pairs = [(a.replace("\t", " "), b) for a, b in pairs]
    wide = max(len(a) for a, _ in pairs) + 5
    return [f"{a:<{wide}}{b}".rstrip() for a, b in pairs]


def compose(seed: int, **fixed: str) -> Document:
    """The document of a seed; choices may be fixed by their names (`layout`, `tail`)."""
    return Composer(seed, fixed).document()
