"""Names of bodies: where one begins and ends in running text, and which kind it is.

The kinds are data (`data/actors.json`). A name that fits two kinds, or none, is given back with its doubt.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lotrinh.reading.model import Actor
from lotrinh.text.fold import fold, fold_letters

_DATA = Path(__file__).parent / "data" / "actors.json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: its name, its folded key, its abbreviations (folded), its family."""

    name: str
    key: str
    short: tuple[str, ...]
    family: str


@cache
def kinds() -> tuple[Kind, ...]:
    """The known kinds, longest name first."""
    rows = json.loads(_DATA.read_text(encoding="utf-8"))["kinds"]
    found = [Kind(r["name"], fold(r["name"]), tuple(fold(s) for s in r["short"]), r["kind"]) for r in rows]
    return tuple(sorted(found, key=lambda k: -len(k.key)))


@cache
def _by_start() -> dict[str, list[tuple[str, Kind]]]:
    """Names and abbreviations by their first word."""
    index: dict[str, list[tuple[str, Kind]]] = {}
    for kind in kinds():
        for form in (kind.key, *kind.short):
            index.setdefault(form.split(" ", 1)[0], []).append((form, kind))
    return index


def resolve(name: str) -> Actor:
    """What a name as printed stands for, with the doubt where there is one."""
    folded = fold(name)
    if re.match(r"(?:các|những|mọi|toàn thể) ", folded):
        return Actor(name, None, "group", 0.7, "Tên chung cho nhiều cơ quan; cần chỉ rõ cơ quan nào.")
    stem = re.sub(r"^(?:lãnh đạo|giám đốc|thủ trưởng|trưởng|chánh) ", "", folded)
    hits = [(form, k) for form, k in _by_start().get(stem.split(" ", 1)[0], []) if _opens(stem, form)]
    if not hits:
        return Actor(name, None, None, 0.5, "Không có trong danh mục loại cơ quan.")
    longest = max(len(form) for form, _ in hits)
    best = sorted({k.name: (form, k) for form, k in hits if len(form) == longest}.values(), key=lambda h: h[1].name)
    form, kind = best[0]
    rest = name[len(name) - len(stem) + len(form) :] if len(fold_letters(name)) == len(name) else ""
    resolved = f"{kind.name}{rest}".strip()
    if len(best) > 1:
        names = " hoặc ".join(k.name for _, k in best)
        return Actor(name, resolved, kind.family, 0.5, f"Tên viết tắt có thể là {names}.")
    return Actor(name, resolved, kind.family, 1.0 if form == kind.key else 0.9, None)


def _opens(text: str, form: str) -> bool:
    return text.startswith(form) and not text[len(form) : len(form) + 1].isalnum()


# A body's name in running text: how it begins …
_GROUP = (
    r"(?:(?:các|những|toàn thể|từng|mọi|lãnh đạo|thủ trưởng|giám đốc|chánh|trưởng|người đứng đầu"
    r"|đồng chí|chủ tịch|bí thư|tập thể)\s+)"
)
_NOUNS = (
    "ủy ban|ubnd|hđnd|hội đồng|sở(?! hữu)|ban(?! hành| bố| phát)|bộ(?! tiêu| thủ| chỉ số| máy| sách)|chi cục"
    "|tổng cục|cục|văn phòng|thành ủy|tỉnh ủy|huyện ủy|quận ủy"
    "|thị ủy|đảng ủy|đảng bộ|đảng đoàn|cấp ủy|cấp (?:xã|huyện|tỉnh)|các cấp|ngành|thanh tra (?:tỉnh|thành "
    "phố|chính phủ|sở|nhà nước|bộ|huyện)|trường(?! hợp)|bệnh viện"
    "|công an|công ty|tổng công ty|tập đoàn|trung tâm|phòng(?!,| chống| ngừa| cháy)|viện(?! dẫn| trợ)|hội(?! "
    "nghị| thảo| nhập| tụ| chợ| họp)|liên đoàn|mặt trận|ubmttq|mttq"
    "|chính phủ|quốc hội|thủ tướng|thuế(?= tỉnh| thành phố| cơ sở| nhà nước)|cơ quan thuế|đại học|học viện"
    "|báo(?! cáo| hiệu)|đài|bch|btv|thường trực|liên minh|bảo hiểm xã hội"
    "|thống kê(?= tỉnh| thành phố)|hải quan|tỉnh đoàn|thành đoàn|xã đoàn|đoàn(?! kết)|quỹ(?! đất)|ngân hàng"
    "|kho bạc|tòa án|địa phương|đơn vị|cơ quan"
    "|tổ chức(?= chính trị| đảng| đoàn thể| xã hội| tín dụng| thành viên|,)|tổ(?! chức)|chính quyền|doanh "
    "nghiệp|xã(?! hội)|phường|huyện|quận|tỉnh|thành phố|chi bộ|bộ đội"
    "|cơ sở(?! dữ liệu| hạ tầng| vật chất| pháp lý)|thành viên|chủ đầu tư|nhà trường|hợp tác xã|hiệp hội"
    "|liên hiệp|bưu điện|điện lực|nhà nước|chủ tịch|giám đốc|bí thư|thủ trưởng"
    "|hiệu trưởng|đồng chí|phó chủ tịch|trưởng ban|trưởng đoàn|ông|bà|ủy viên|chánh văn phòng|trưởng phòng"
    "|người đứng đầu|người dân|nhân dân|chủ rừng|câu lạc bộ|hạt kiểm lâm|đội(?! ngũ| hình| tuyển)|trạm|chi ủy"
    "|chi đoàn|chi hội|vnpt|viettel|viễn thông(?= \\S)|thôn|bản(?= [a-zđ]*làng|,)|tổ dân phố|khu phố|khu dân cư"
    "|vụ(?! việc| án| mùa| lợi)|công chức|viettel|vườn quốc gia|hộ gia đình|ban thường vụ|nghiệp đoàn"
)
HEAD = re.compile(rf"(?:đề nghị\s+)?{_GROUP}{{0,4}}(?:{_NOUNS})(?!\w)")

# … and the words after which it is over. All are matched as printed in lower case: "Sở Xây dựng xây dựng kế
# hoạch".
_VERBS = (
    "chủ trì|phối hợp|theo (?:chức năng|nhiệm vụ|dõi|thẩm quyền|quy định|phân công|sự|kế hoạch|lĩnh vực)|căn "
    "cứ|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ"
    "|lãnh đạo|chỉ đạo|hướng dẫn|xây dựng|thường xuyên|định kỳ|hằng|hàng (?:năm|tháng|quý|tuần)|tổng hợp"
    "|tham mưu|là (?:cơ quan|đơn vị|đầu mối|chủ)"
    "|tiếp thu|thực hiện|triển khai|tiếp tục|tăng cường|chủ động|khẩn trương|trong (?:phạm vi|quá trình|quý"
    "|năm|tháng)|quán triệt|đẩy mạnh|rà soát|phổ biến|tuyên truyền"
    "|ban hành|báo cáo|nghiêm túc|bố trí|cụ thể hóa|cụ thể hoá|đôn đốc|theo dõi|giúp|nghiên cứu|đề xuất|kịp "
    "thời|phát huy|vận động|giám sát|kiểm tra|lồng ghép"
    "|quan tâm|nâng cao|cân đối|thẩm định|đưa|trình|lập|thành lập|tạo (?:điều|sự|chuyển|môi)|đảm bảo|bảo đảm"
    "|quản lý|thông qua|quyết định|quy định|cung cấp|gửi|ưu tiên|huy động|khuyến khích"
    "|hỗ trợ|đầu tư|phát động|động viên|đăng ký|chuẩn bị|cử|hoàn thiện|hoàn thành|xác định|tập trung|làm "
    "(?:đầu mối|tốt|việc)|duy trì|mở|đánh giá|sơ kết|tổng kết|thanh tra"
    "|thông báo|công bố|công khai|cập nhật|thông tin (?:tuyên|kịp|đầy|rộng)|đề nghị|yêu cầu|cùng với|dự|xem "
    "xét|thể chế hóa|thể chế hoá|tuân thủ|chấp hành|xử lý|đổi mới|phát triển"
    "|phân công|giao|được giao|được phân công|sử dụng|khai thác|ứng dụng|vận dụng|sớm|chấn chỉnh|phát hiện"
    "|phê duyệt|tiến hành|nắm|bám sát|tích cực|lựa chọn|mở rộng|củng cố|kiện toàn"
    "|sắp xếp|tháo gỡ|giải quyết|tiếp nhận|tổ chức(?! chính trị| đảng| xã hội| đoàn thể| thành viên| cơ sở| "
    "đơn vị| liên quan| có | cá nhân| và |,| kinh tế| tôn giáo| quốc tế| hội viên| khoa học| nghề)|phụ trách"
    "|phải|cần|tự |nêu cao|gương mẫu|xung kích|đóng góp|tham gia|đề cao|đáp ứng|ký|thu hút|chuyển|khắc phục"
    "|xúc tiến|khảo sát|điều tra|thống kê|đào tạo|bồi dưỡng|quảng bá|kết nối|đảm nhận|đảm nhiệm|chưa|nhân rộng"
    "|phân bổ|thẩm tra|biểu dương|tư vấn|vận hành|thu hồi|ghi nhận|rút kinh nghiệm|duyệt|cấp (?:đủ|phát|kinh phí)"
    "|mời|đón|dạy|giải đáp|trả lời|để |nơi |có (?:giải pháp|văn bản|kế hoạch|biện pháp|hình thức)|sưu tầm"
    "|tôn tạo|trồng|nạo vét|sửa chữa|nâng cấp|cung ứng|bàn giao|nghiệm thu|chọn|tuyển chọn"
    "|truyền dạy|giới thiệu|in ấn|trao|tặng|thu (?:gom|thập|nộp)|cho vay|bảo vệ|giữ (?:gìn|vững)|chăm (?:lo|sóc)"
    "|phòng ngừa|đấu tranh|ngăn chặn|trực tiếp|đồng thời|nghiêm (?:cấm|chỉnh)|kiên quyết|quyết liệt|tranh thủ"
    "|tận dụng|phát (?:tờ|thanh|sóng|cho|đủ)|(?<!việc )làm|dọn|giữ|treo|vẽ|viết|tiêm|(?<!phòng )khám|tu sửa"
    "|niêm yết|dành|thay thế|gieo|thả|di dời|đóng góp|thay mặt|đăng (?:tải|ký)|đưa tin|mở chuyên mục|nhắc nhở"
    "|hoàn trả|tạm ứng|quyết toán|lắp đặt"
)
# A verb that belongs to the name of a body ("Ban quản lý", "Trung tâm phát triển quỹ đất", "Đoàn kiểm tra").
_COMPOUND = re.compile(
    r"trung tâm xúc tiến đầu tư|(?:ban |phòng )?quản lý (?:các )?dự án(?: đầu tư)?(?: và)?(?: xây dựng)?"
    r"|quỹ đầu tư(?: và)? phát triển"
    r"|phát triển quỹ đất|tổ (?:chuyển đổi|công tác|hợp tác|tư vấn)|trạm (?:quản lý|bảo vệ|trồng)|đội (?:quản lý"
    r"|kiểm tra|bảo vệ|tuyển)|hạt quản lý|công ty [^,;.]{0,40}đầu tư(?: và)?(?: phát triển| xây dựng)?"
    r"|bảo vệ (?:thực vật|rừng|môi trường)|ban (?:bảo vệ|đầu tư|đào tạo|xúc tiến)|trồng trọt"
    r"|bảo vệ và phát triển rừng|phòng (?:đào tạo|kiểm tra|bảo vệ|giám sát)"
    r"|ban (?:quản lý|chỉ đạo|điều hành|tổ chức|kiểm tra|vận động|thanh tra)|đoàn (?:kiểm tra|giám sát|thanh "
    r"tra|khảo sát)|tổ (?:thẩm định|kiểm tra|giám sát)"
    r"|trung tâm (?:phát triển|hỗ trợ|quản lý|kiểm soát|xúc tiến|đào tạo|ứng dụng|giám sát|điều hành|phục vụ"
    r"|bồi dưỡng)|quỹ (?:phát triển|đầu tư|hỗ trợ)"
    r"|văn phòng (?:đăng ký|điều phối)|(?:cục|viện|phòng) (?:quản lý|nghiên cứu|phát triển|kiểm tra)|ngân "
    r"hàng phát triển|được (?:kiểm tra|giám sát|thanh tra|giao|phân công)"
    r"|cơ quan (?:quản lý|kiểm tra|thanh tra|tổng hợp|chủ trì|tham mưu|báo)|đơn vị (?:quản lý|tư vấn|sử dụng"
    r"|cung cấp|khai thác|chủ trì)|tổ chức (?:chính trị|đảng|xã hội|đoàn thể)"
)
_STOP = re.compile(rf"(?<!\w)(?<!các )(?<!, )(?<!và )(?:{_VERBS})(?!\w)")
_STOP_AFTER_COMMA = re.compile(rf",\s+(?:{_VERBS})(?!\w)")
_HARD_STOP = re.compile(r"[:.](?:\s|$)|\s[-–]\s(?=(?:chủ|phó|trưởng|tổ|thư|thành|ủy|cơ quan (?:chủ|thường)))")


_TERRITORY = re.compile(
    r"(?<!các )(?<!, )(?<!cấp )(?<!từng )(?<!mọi )(?<!\w)(?:tỉnh|huyện|xã|phường|thành phố|thị xã"
    r"|đặc khu)(?= (?!(?:và|ủy|uỷ|đoàn|có"
    r"|được|thuộc|trực|nơi|liên|hội|miền|vùng|biên|ven|nghèo|loại|trọng|là|ở|tại|với|để|cùng|trên|khu|hiện"
    r"|đặc|phụ|mới|khóa"
    r"|nhiệm|quản|thông)\b)[a-zđà-ỹ])"
)


def name_end(text: str) -> int:
    """Where the body or bodies that open `text` end, or 0 where it opens with none.

    `text` is as printed: a verb in lower case ends the name, the same word capitalised belongs to it.
    """
    low = fold_letters(text[:420])
    if not HEAD.match(low):
        return 0
    stops = []
    inside = [m.span() for m in _COMPOUND.finditer(low)]
    for match in _STOP.finditer(text[:420]):
        at = match.start()
        if at == 0 or not text[at].islower() or any(a < at < b for a, b in inside):
            continue
        stops.append(at)
        break
    after = _STOP_AFTER_COMMA.search(text[:420])
    if after:
        stops.append(after.start())
    # "Hội Nông dân tỉnh dọn …": what follows the territory in lower case is what the body does.
    territory = _TERRITORY.search(text[:420])
    if territory:
        stops.append(territory.end())
    hard = _HARD_STOP.search(text[:420])
    if hard:
        stops.append(hard.start())
    if not stops:
        whole = text.rstrip(" .;:,")
        return len(whole) if len(whole) <= 160 and "," not in whole[120:] else 0
    return len(text[: min(stops)].rstrip(" ,;"))


def cut(names: str) -> list[str]:
    """One entry a body: cut at ";" and line ends, and at "," or "và" before a word that opens another
    body's name."""
    out: list[str] = []
    for part in re.split(r"[;\n]", names):
        out += _cut_commas(part.strip(" .;,-+•"))
    return [o for o in (piece.strip(" .;:,-") for piece in out) if o]


_OWN = re.compile(
    r"(?:,|(?<!HĐND )(?<!nhân dân )\bvà|,\s*các)\s+(?=(?:các )?(?:Sở|Ủy ban|UBND|HĐND|Công an|Ban|Bộ|Thuế"
    r"|Phòng|phòng|Văn "
    r"phòng|Thanh tra|Hội|Liên đoàn|Đài|Báo|Trường|Viện|Trung tâm|Cục|Chi cục"
    r"|Kho bạc|Ngân hàng|Câu lạc bộ|Hạt|Đội|Trạm|Quỹ|VNPT|Viettel|Viễn thông|Đoàn Thanh niên|Đoàn TNCS"
    r"|Tỉnh đoàn|Thành đoàn|Thủ trưởng|Giám đốc|Chủ tịch|Đảng ủy|Công ty|Bảo hiểm|Mặt trận"
    r"|tổ chức chính trị|cơ quan|địa phương|doanh nghiệp|đơn vị)\b)"
)


def _cut_commas(part: str) -> list[str]:
    if re.match(r"(?:Các|các)\s+(?:[Ss]ở|[Bb]an|[Bb]ộ|cơ quan|đơn vị|tổ chức|cấp)\s*,", part) and ";" not in part:
        return (
            [part]
            if not re.search(r"\bvà (?:UBND|Ủy ban|Thủ trưởng)", part)
            else re.split(r"\s+và\s+(?=UBND|Ủy ban|Thủ trưởng)", part)
        )
    return [p for p in _OWN.split(part) if p and p.strip()]
