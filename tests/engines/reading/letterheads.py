"""Documents put together from parts: a first page, a few lines of text and a signature block, and what they say.

Each part has the spellings and the orders in which offices and converters leave it. What a reader must find is known
because it was put in; `ways` names the choices made, so that a failure can be told by its kind.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, field

FIELDS = ("type", "number", "symbol", "date", "place", "issuer", "title", "capacity", "post", "name", "recipients")


@dataclass
class Document:
    """A text, the header fields it holds, and the choices it was made by."""

    text: str
    wanted: dict[str, object]
    ways: dict[str, str] = field(default_factory=dict)


# Lines of the superior organ, lines of the issuing organ, the readings of the issuer that are right, its symbol.
_STATE = [
    ([], ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG HẠ"], ["Ủy ban nhân dân tỉnh Sông Hạ"], "UBND"),
    ([], ["ỦY BAN NHÂN DÂN TỈNH SÔNG HẠ"], ["Ủy ban nhân dân tỉnh Sông Hạ"], "UBND"),
    ([], ["UBND HUYỆN TÂN LẬP"], ["Ủy ban nhân dân huyện Tân Lập"], "UBND"),
    ([], ["HỘI ĐỒNG NHÂN DÂN", "TỈNH SÔNG HẠ"], ["Hội đồng nhân dân tỉnh Sông Hạ"], "HĐND"),
    ([], ["BỘ CÔNG THƯƠNG"], ["Bộ Công Thương"], "BCT"),
    ([], ["THỦ TƯỚNG CHÍNH PHỦ"], ["Thủ tướng Chính phủ"], "TTg"),
    ([], ["CHÍNH PHỦ"], ["Chính phủ"], "CP"),
    (
        ["UBND TỈNH SÔNG HẠ"],
        ["SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"],
        ["Sở Nông nghiệp và Môi trường", "Sở Nông nghiệp và Môi trường tỉnh Sông Hạ"],
        "SNNMT",
    ),
    (
        ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG HẠ"],
        ["SỞ CÔNG THƯƠNG"],
        ["Sở Công Thương", "Sở Công Thương tỉnh Sông Hạ"],
        "SCT",
    ),
    (["BỘ Y TẾ"], ["CỤC PHÒNG BỆNH"], ["Cục Phòng bệnh"], "PB"),
    (
        ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"],
        ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"],
        ["Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh"],
        "SGDĐT",
    ),
    (["HUYỆN TÂN LẬP"], ["ỦY BAN NHÂN DÂN", "XÃ HÒA AN"], ["Ủy ban nhân dân xã Hòa An"], "UBND"),
    (["ỦY BAN NHÂN DÂN", "HUYỆN TÂN LẬP"], ["PHÒNG NỘI VỤ"], ["Phòng Nội vụ", "Phòng Nội vụ huyện Tân Lập"], "PNV"),
]
_PARTY = [
    ([], ["TỈNH ỦY SÔNG HẠ"], ["Tỉnh ủy Sông Hạ"], "TU"),
    ([], ["BAN CHẤP HÀNH TRUNG ƯƠNG"], ["Ban Chấp hành Trung ương"], "TW"),
    ([], ["BAN CHẤP HÀNH ĐẢNG BỘ", "TỈNH SÔNG HẠ"], ["Ban Chấp hành Đảng bộ tỉnh Sông Hạ"], "TU"),
    (["TỈNH ỦY SÔNG HẠ"], ["BAN TUYÊN GIÁO VÀ DÂN VẬN"],
     ["Ban Tuyên giáo và Dân vận", "Ban Tuyên giáo và Dân vận Tỉnh ủy Sông Hạ"], "BTGDVTU"),
    (["ĐẢNG BỘ TỈNH SÔNG HẠ"], ["HUYỆN ỦY TÂN LẬP"], ["Huyện ủy Tân Lập"], "HU"),
    (["HUYỆN ỦY TÂN LẬP"], ["ĐẢNG ỦY XÃ HÒA AN"], ["Đảng ủy xã Hòa An"], "ĐU"),
    ([], ["THÀNH ỦY HỒ CHÍ MINH"], ["Thành ủy Hồ Chí Minh"], "TU"),
    (["TỈNH ỦY SÔNG HẠ"], ["VĂN PHÒNG"], ["Văn phòng Tỉnh ủy Sông Hạ"], "VPTU"),
]  # fmt: skip
_PLACES = ["Sông Hạ", "Hà Nội", "TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh", "SÔNG HẠ", "Tp. Sông Hạ", "Tân Lập"]
_TYPES = {
    "quyết định": "QĐ", "kế hoạch": "KH", "chỉ thị": "CT", "thông báo": "TB", "báo cáo": "BC", "tờ trình": "TTr",
    "chương trình hành động": "CTr", "nghị quyết": "NQ", "kết luận": "KL", "hướng dẫn": "HD", "công văn": "",
}  # fmt: skip
_TITLES = [
    ["Phát triển du lịch cộng đồng năm 2026"],
    ["Về phát triển kinh tế tập thể", "giai đoạn 2026 - 2030 trên địa bàn tỉnh Sông Hạ"],
    ["Thực hiện Nghị quyết số 12-NQ/TU ngày 05 tháng 3 năm 2025", "của Ban Chấp hành Đảng bộ tỉnh về chuyển đổi số"],
    ["triển khai thực hiện Quyết định số 127/QĐ-TTg ngày 26/01/2021", "của Thủ tướng Chính phủ về chiến lược",
     "trí tuệ nhân tạo đến năm 2030"],
    ["PHÁT TRIỂN LÂM NGHIỆP BỀN VỮNG", "GIAI ĐOẠN 2026 - 2030"],
    ["VỀ CÔNG TÁC CÁN BỘ NỮ"],
    ["Tổng kết công tác phòng, chống thiên tai năm 2025,", "phương hướng, nhiệm vụ năm 2026"],
    ["Sơ kết 03 năm thực hiện Chỉ thị số 05-CT/TU, ngày 12 tháng 4 năm 2022 của", "Ban Thường vụ Tỉnh ủy về",
     "tăng cường sự lãnh đạo của Đảng đối với", "công tác bảo vệ rừng"],
]  # fmt: skip
_PREAMBLES = [
    ["Căn cứ Nghị quyết số 20-NQ/TW ngày 16 tháng 6 năm 2022 của Ban Chấp hành Trung ương về kinh tế tập thể, nay giao "
     "các đơn vị làm các việc sau:"],
    ["Thực hiện Kế hoạch số 55/KH-BCĐ ngày 02/02/2026 của Ban Chỉ đạo, các đơn vị triển khai như sau:"],
    ["Để nâng cao chất lượng công tác, các đơn vị cần làm tốt những việc sau đây:"],
    ["Trong những năm qua, công tác này đã có nhiều chuyển biến. Tuy nhiên vẫn còn hạn chế, cần khắc phục sớm."],
]  # fmt: skip
_GROUNDS = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 45/2024/NĐ-CP ngày 03 tháng 5 năm 2024 của Chính phủ;",
    "Xét đề nghị của Giám đốc Sở Công Thương tại Tờ trình số 18/TTr-SCT ngày 12 tháng 01 năm 2026.",
]
_SECTIONS = ["I. MỤC TIÊU", "1. Nâng cao chất lượng công tác.", "II. NHIỆM VỤ", "1. Rà soát các quy định hiện hành.",
             "2. Tổ chức tập huấn cho cán bộ cơ sở."]  # fmt: skip
_ARTICLES = ["Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển.",
             "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."]  # fmt: skip
# Capacity lines, post lines; what they read as.
_STATE_SIGNS = [
    (["TM. ỦY BAN NHÂN DÂN"], ["CHỦ TỊCH"]),
    (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], ["PHÓ CHỦ TỊCH"]),
    (["KT. GIÁM ĐỐC"], ["PHÓ GIÁM ĐỐC"]),
    (["KT. BỘ TRƯỞNG"], ["THỨ TRƯỞNG"]),
    (["TUQ. CHỦ TỊCH"], ["GIÁM ĐỐC SỞ CÔNG THƯƠNG"]),
    (["TL. CHỦ TỊCH"], ["CHÁNH VĂN PHÒNG"]),
    ([], ["GIÁM ĐỐC"]),
    ([], ["Q. GIÁM ĐỐC"]),
    ([], ["CHỦ TỊCH"]),
    (["KT.CHỦ TỊCH"], ["PHÓ CHỦ TỊCH"]),
    (["TL. BỘ TRƯỞNG", "KT. CHÁNH VĂN PHÒNG"], ["PHÓ CHÁNH VĂN PHÒNG"]),
    (["TM. ỦY BAN NHÂN DÂN\nTỈNH SÔNG HẠ"], ["CHỦ TỊCH"]),
    (["TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG"], ["PHÓ THỦ TƯỚNG"]),
]  # fmt: skip
_PARTY_SIGNS = [
    (["T/M BAN THƯỜNG VỤ"], ["BÍ THƯ"]),
    (["T/M BAN THƯỜNG VỤ"], ["PHÓ BÍ THƯ THƯỜNG TRỰC"]),
    (["T/M TỈNH ỦY"], ["PHÓ BÍ THƯ"]),
    (["TM. BAN THƯỜNG VỤ ĐẢNG ỦY"], ["PHÓ BÍ THƯ"]),
    (["K/T TRƯỞNG BAN"], ["PHÓ TRƯỞNG BAN"]),
    (["T/L BAN THƯỜNG VỤ"], ["CHÁNH VĂN PHÒNG"]),
    (["T/M BAN CHẤP HÀNH\nĐẢNG BỘ TỈNH"], ["BÍ THƯ"]),
    (["T/M BỘ CHÍNH TRỊ"], ["THƯỜNG TRỰC BAN BÍ THƯ"]),
    ([], ["TRƯỞNG BAN"]),
]  # fmt: skip
_NAMES = ["Trần Văn Lâm", "Nguyễn Thị Thu Hà", "Lê Minh", "TS. Phạm Quốc Việt", "Đại tá Hoàng Xuân Bình",
          "PGS. TS. Vũ Thị Mai", "NGUYỄN VĂN AN"]  # fmt: skip
_RECIPIENTS = [
    ["- Như trên;", "- Lưu: VT."],
    ["- Các sở, ban, ngành tỉnh;", "- UBND các huyện, thành phố;", "- Lưu: VT, TH."],
    ["- Thường trực Tỉnh ủy (b/c);", "- Các huyện ủy, đảng ủy trực thuộc,", "- Lưu Văn phòng Tỉnh ủy./."],
    ["- Như Điều 2;", "- Chủ tịch, các Phó Chủ tịch;", "- Lưu: VT, KT(2), 15b."],
]


_ABOVE = {
    "gazette": "CÔNG BÁO/Số 12 + 13/Ngày 15-4-2026",
    "page": "1",
    "signed by": "Ký bởi: Văn phòng; Thời gian ký: 05/04/2026 10:12:01 +07:00",
}


class Composer:
    """Makes documents, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.ways: dict[str, str] = {}

    def choose(self, name: str, options: list[str]) -> str:
        """One of `options`, remembered under `name`."""
        self.ways[name] = self.draw.choice(options)
        return self.ways[name]

    def document(self) -> Document:
        """A document of some kind, layout and signature."""
        pick = self.draw.choice
        party = self.choose("side", ["state", "party"]) == "party"
        kind = self.choose("type", list(_TYPES))
        wanted: dict[str, object] = {"type": kind[0].upper() + kind[1:]}
        superior, organ, issuer, code = pick(_PARTY if party else _STATE)
        self.ways["organ"] = " / ".join([*superior, "", *organ])
        wanted["issuer"] = issuer
        title = pick([t for t in _TITLES if kind != "công văn" or not t[0].isupper()])
        wanted["title"] = [" ".join(title), *(["Về việc " + " ".join(title)] if kind == "công văn" else [])]
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
        short = _TYPES[kind]
        if party:
            symbol = f"{short or 'CV'}/{code}"
        else:
            symbol = f"{short}-{code}" if short else f"{code}-KT"
        number = self.choose("number", ["412", "07", "3", ""]) or None
        wanted["symbol"], wanted["number"] = symbol, number
        link = "-" if party else "/"
        form = self.choose("number form", ["colon", "colon close", "no colon", "spaced"])
        opening = {"colon": "Số: ", "colon close": "Số:", "no colon": "Số ", "spaced": "Số:  "}[form]
        if number is None:
            return f"{opening}{self.choose('blank', ['     ', '....', '…', '___'])}{link}{symbol}"
        if form == "spaced":
            return f"{opening}{number} {link} {symbol}" if party else f"{opening}{number} {link}{symbol}"
        return f"{opening}{number}{link}{symbol}"

    def place_date(self, wanted: dict[str, object]) -> str:
        place = self.choose("place", _PLACES)
        wanted["place"] = place
        form = self.choose("date", ["padded", "plain", "blank day", "blank both", "dots"])
        days = {"padded": "05 04", "plain": "5 4", "blank day": "_ 4", "blank both": "_ _", "dots": "… 4"}
        day, month = (x.replace("_", "   ") for x in days[form].split())
        wanted["date"] = "2026-04-05" if form in ("padded", "plain") else None
        return f"{place}, ngày {day} tháng {month} năm 2026"

    def letterhead(
        self, party: bool, superior: list[str], organ: list[str], number: str, place: str, title: list[str], kind: str
    ) -> list[str]:
        pick = self.draw.choice
        rule = self.choose("rule", ["-------", "_______", "***", "", "———"])
        left_rule = "*" if party else rule
        motto = ["ĐẢNG CỘNG SẢN VIỆT NAM"] if party else [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            self.choose("motto", ["Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc"]),
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
            head = [_ABOVE[above], *head]
        mark = self.choose("mark", ["", "", "", "HỎA TỐC", "KHẨN", "(Dự thảo lần 2)", "DỰ THẢO"])
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
        if layout in ("bars", "markdown", "spaces", "tabs"):
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
            return [who, "", *_GROUNDS, "", "QUYẾT ĐỊNH:", "", *_ARTICLES, ""]
        if kind == "nghị quyết" and not party:
            return [" ".join(organ), "", *_GROUNDS, "", "QUYẾT NGHỊ:", "", *_SECTIONS, ""]
        if kind == "công văn":
            return ["", *self.draw.choice(_PREAMBLES[:3]), *_SECTIONS, ""]
        at = self.choose("preamble", ["0", "1", "2", "3", "grounds"])
        opening = _GROUNDS if at == "grounds" else _PREAMBLES[int(at)]
        return ["", *opening, *_SECTIONS, "Trên đây là nội dung cần triển khai, đề nghị các đơn vị thực hiện./.", ""]

    def tail(self, party: bool, wanted: dict[str, object]) -> list[str]:
        capacity, post = self.draw.choice(_PARTY_SIGNS if party else _STATE_SIGNS)
        self.ways["sign"] = " / ".join([*capacity, "|", *post])
        wanted["capacity"] = ", ".join(c.replace("\n", " ") for c in capacity) or None
        wanted["post"] = " ".join(post)
        name = self.choose("name", [*_NAMES, ""])
        wanted["name"] = name or None
        between = self.signed()
        if not capacity and not name and not between:
            between = ["(Đã ký)"]
        sign = [x for c in capacity for x in c.split("\n")] + [*post, *between, *([name] if name else [])]
        entries = self.draw.choice(_RECIPIENTS)
        wanted["recipients"] = [e.strip("-., ;/") for e in entries]
        to = ["Nơi nhận:", *entries]
        orders = ["recipients first", "signature first", "bars", "last bar", "spaces", "tabs", "markdown", "none"]
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
        form = self.choose("signed", ["", "(Đã ký)", "(đã ký)", "Đã ký", "[Đã ký]", "digital"])
        if form == "digital":
            return ["Ký bởi: Văn phòng Ủy ban nhân dân", "Cơ quan: Tỉnh Sông Hạ",
                    "Thời gian ký: 05/04/2026 10:12:01 +07:00"]  # fmt: skip
        return [form] if form else []


def _side_by_side(form: str, left: list[str], right: list[str]) -> list[str]:
    """Two columns line by line, as converters leave them."""
    high = max(len(left), len(right))
    pairs = [((left + [""] * high)[i], (right + [""] * high)[i]) for i in range(high)]
    if form == "bars":
        return [f"{a} | {b}".strip() for a, b in pairs]
    if form == "markdown":
        return [f"| {a} | {b} |" for a, b in pairs]
    if form == "tabs":
        return [f"{a}\t{b}".rstrip() for a, b in pairs]
    wide = max(len(a) for a, _ in pairs) + 5
    return [f"{a:<{wide}}{b}".rstrip() for a, b in pairs]


def compose(seed: int) -> Document:
    """The document of a seed."""
    return Composer(seed).document()
