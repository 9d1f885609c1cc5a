"""Signs of what a value is, and how much each weighs, as data: what is wanted weighs above zero, what was reached and
what only describes below it. `evidence` looks for them and adds up the weights.

WORDS are signs in words: a name, where the words are looked for, the words (a pattern, in folded form), the weight,
and what an outweighed value then is: "result", told as reached, or "none", a rule, a forecast or a description. Words
of results weigh only where no word of planning stands before the value and no bound ("tối thiểu", "trở lên") is on
it. Places: "sentence" the whole sentence, "before" what stands before the value in it, "near" the last words before it,
"behind" the next words after it, "opens" the first words of the sentence.

VALUES are signs of the value and its place, and what its mark says of it (`status`: "told before", "no mark", …): the
weight, and what is added where no word of planning stands before.

Source of the weights: a logistic regression, each weight held near what it was before (3.408 values; those not wanted
count 0,7), rounded to a tenth, over sentences labelled for it: those of tests/engines/reading/targets/cases.jsonl
up to c482, and others that are not kept here, so that the fit cannot be repeated exactly. What was rare in them
("counted", "a forecast", "times what was") was set by hand before; "against the plan by rule", "told, perhaps, after",
"or more", "beaten", "what came of it", "expected of it", "an opening condition", "its size told first", "over the
whole", "beside one over the whole", "against the year before", "beside a range" and "years looked back on" were set
by hand after it. A zero says that a sign was seen and tells nothing. The words are those of reports, rules and
programmes, as in `lexicon`.
"""

from __future__ import annotations

from typing import NamedTuple

from lotrinh.reading.targets.words import alternatives


class Words(NamedTuple):
    """A sign in words."""

    name: str
    place: str
    pattern: str
    weight: float
    kind: str = "result"


def _any(*words: str) -> str:
    return rf"(?<!\w)(?:{alternatives(words)})(?!\w)"


_AIM = (
    r"(?<!\w)(?:phấn đấu|(?<!chương trình )(?<!vượt )mục tiêu|(?<!\d )(?<!vượt )chỉ tiêu|quyết tâm|hướng tới|hướng đến"
    r"|(?<!được )kỳ vọng|cam kết|tiến tới|(?<!% )(?<!vượt )kế hoạch)"
    r"(?!\w)"
)
# A sentence that opens with its verb says what is to be done; reports name who did it.
_TO_DO = (
    r"[\W\d]*(?:(?:cụ thể|theo đó)[,:]? )?(?:trong đó,? |phấn đấu |cần |tiếp tục |tập trung |mỗi năm |hằng năm "
    r"|bình quân mỗi năm )?"
    r"(?:thu hút|xây dựng|xây mới|nâng|giảm|tăng(?! trưởng)|bảo đảm|đảm bảo|hoàn thành|duy trì"
    r"|giữ|giải quyết|kết nạp|trồng"
    r"|thành lập|phát triển|đưa|bố trí|dành|xóa|cắt giảm|hình thành|tạo|đào tạo|có(?! nhiều)|kiểm soát|khởi công"
    r"|triển khai|hỗ trợ|cung cấp|phổ cập)(?!\w)"
)
_MONTHS = (
    r"(?<!\w)(?:tháng (?:\d{1,2}|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?! tới)|quý (?:i{1,3}v?|iv|[1-4]|đầu)"
    r"|\d{1,2} tháng|chín tháng|sáu tháng|nửa đầu năm)(?!\w)"
)
_BEFORE = _any(
    *(
        "năm ngoái",
        "năm trước",
        "tháng trước",
        "cùng kỳ",
        "so với đầu năm",
        "từ đầu năm",
        "giai đoạn trước",
        "nhiệm kỳ trước",
    ),
    *("đầu nhiệm kỳ", "nhiệm kỳ này", "những năm gần đây", "đến thời điểm"),
)
_TIMES_WHAT_WAS = r"(?<!\w)gấp (?:hơn |gần )?[\d,.]+ lần (?:so với )?(?:nhiệm kỳ|giai đoạn|năm) trước(?!\w)"
_SPAN = (
    r"(?<!\w)(?:sau|qua) (?:gần |hơn )?(?:\d+|hai|ba|bốn|năm) năm(?! tới)(?!\w)"
    r"|(?<!\w)trong (?:gần |hơn )?\d+ năm(?! tới)(?! \d)(?!\w)"
    r"|(?<!\w)(?:từ trước đến nay|lịch sử|trong vòng)(?!\w)"
)
_BEST = _any(
    *("kỷ lục", "cao nhất", "lớn nhất", "nhiều nhất", "ấn tượng", "bứt phá", "điểm sáng", "lần đầu", "lần đầu tiên"),
    *("sâu nhất", "mạnh nhất", "vượt mốc", "đột biến", "ghi dấu ấn", "khởi sắc", "ngoạn mục", "khả quan", "tích cực"),
    *("đứng thứ", "đứng vị trí", "đứng đầu danh sách", "xếp thứ", "giữ vị trí", "dẫn đầu với", "ngôi đầu"),
    *("thuộc nhóm cao", "nhanh nhất", "động lực chính", "động lực chủ yếu", "là động lực"),
)
_JUDGED = _any(
    *("tăng khá", "tăng cao", "tăng mạnh", "tăng nhanh", "tăng trưởng mạnh", "phát triển mạnh", "phát triển nhanh"),
    *("có bước phát triển", "phát triển khá", "được kiểm soát", "được nâng lên", "được mở rộng", "được cải thiện"),
    *("chuyển biến", "chuyển dịch đúng hướng", "chuyển dịch tích cực", "theo hướng tích cực"),
    *("thuận lợi", "đáng kể"),
    *("dẫn dắt", "tiếp tục là", "còn thấp", "còn khó khăn", "rất khó khăn", "một con số", "dao động", "có tới"),
    *("có xu hướng", "bước tiến", "trụ đỡ"),
)
_TOLD = (
    r"(?<!\w)(?:ghi nhận|thu về|mang về|mang lại|đem lại|xảy ra (?:hơn )?\d+|lãi (?:gần |hơn |trên )?\d+|nộp ngân sách"
    r"|góp phần làm|cho vay|dư nợ|xử phạt"
    r"|(?:triệt phá|bắt giữ|thu giữ)(?= (?:[^\W\d_]+ )?\d)|thiệt hại (?:khoảng |hơn )?\d+|hư hỏng|qua kiểm tra"
    r"|theo khảo sát|theo thống kê|tổng cục thống kê|theo số liệu|cho thấy|đổ vào|nhờ đó|nhờ vậy|theo báo cáo"
    r"|xuất siêu|nhập siêu|thặng dư)(?!\w)|^\W*(?:kết thúc|so với (?:năm|cùng kỳ|đầu)) "
)
_COMPARED = (
    r"(?<!\w)(?:cao|thấp|nhiều|ít) hơn(?!\w)|(?<!\w)gấp (?:hơn |trên |gần )?[\d,]+"
    r"|so với(?! (?:ước thực hiện|hiện nay))"
    r"|(?<!\w)bằng [\d,.]+ ?%|trong giới hạn"
)
_AGAINST = (
    r"(?<!\w)(?:vượt|(?<!để )(?<!nhằm )đạt|bằng|thấp hơn|cao hơn"
    r"|(?<!hướng tới )(?<!quyết tâm )(?<!tập trung )hoàn thành)"
    r"(?: [\d,.]+ ?%)?(?: so với| nhiều| xa| cả)?"
    r" (?:mục tiêu|chỉ tiêu|kế hoạch|dự toán|giới hạn|bình quân|mức bình quân|tỉnh giao)(?! xuất| thu| tăng| giảm)"
    r"|về đích sớm|hoàn thành sớm|tỉnh giao|huyện giao|trước thời hạn"
    r"|\((?:kế hoạch|mục tiêu|chỉ tiêu)(?: [^\W\d_]+){0,4} (?:từ )?\d|(?:đạt|bằng|vượt) theo kế hoạch"
    r"|\d chỉ tiêu (?:đạt|vượt)|gấp (?:hơn |gần )?[\d,.]+ lần (?:so với )?(?:kế hoạch|mục tiêu|chỉ tiêu)"
)
_FROM_LEVEL = r"(?<!\w)từ [\d.,]+ ?[^\d;.]{0,30}(?:lên|xuống|còn) "
_BY_OTHERS = (
    r"(?<!\w)(?:ngân hàng thế giới|world bank|ngân hàng phát triển châu á|quỹ tiền tệ|fitch|tổ chức quốc tế|nhận định"
    r"|(?:wb|imf|adb|eu|liên minh châu âu)\)? (?:cũng |đã )?(?:dự báo|nhận|cho|giữ|nâng|hạ|công bố)|cho rằng"
    r"|theo (?:ông|bà)(?![^.\n]*(?:phấn đấu|mục tiêu))"
    r"|chuyên gia (?:kinh tế )?(?:nhận|cho|dự|của)|(?:kinh tế|tăng trưởng|dân số) (?:toàn cầu|thế giới)"
    r"|(?:nền kinh tế|nước) đang phát triển|trái đất)(?!\w)"
    r"|^\W*(?:thế giới|trung quốc|nhật bản|hàn quốc|singapore|thái lan|indonesia|malaysia|philippines|ấn độ|hoa kỳ|mỹ"
    r"|nước này)(?!\w)"
)
_CONDITION = (
    r"(?<!\w)(?:nếu|muốn|mỗi khi|nguy cơ (?:không|chưa|khó)|đòi hỏi|nhu cầu (?:vốn|tài chính|điện)"
    r"|thách thức|thì)(?!\w)"
    r"|^\W*(?:khi(?! đó| ấy)|trường hợp|cứ) |được (?:công nhận|thông qua|xếp hạng) khi"
    r"|^\W*để (?!(?:có thể )?đạt (?:được )?(?:mục tiêu|các mục tiêu))(?![^.\n]*(?:mục tiêu|phấn đấu|(?<!\w)sẽ))"
    r"|^\W*mỗi (?:\d|ngày)"
)
_RULE = (
    r"(?<!\w)(?:(?:được|và) hưởng (?:lương|phụ cấp|mức|bằng|\d+)|mức đóng|đóng \d+|phạt|thuế suất|học phí|giá điện"
    r"|giá bán|đối ứng|bắt buộc phải|được miễn|được hỗ trợ \d+"
    r"|(?:ngân sách|nhà nước) (?:[^\W\d_]+ ){0,3}hỗ trợ (?:tối đa |khoảng )?\d+|ký quỹ|tách thửa"
    r"|vốn điều lệ|hộ nghèo là hộ|tiết/tuần|(?<!thay đổi )hành vi|được (?:coi|xem|gọi) là"
    r"|xếp hạng \d sao|biểu quyết|tán thành"
    r"|(?:mức )?lương (?:cơ sở|tối thiểu)|mức chuẩn trợ giúp|chi phí (?:điều trị|khám bệnh|khám, chữa bệnh)"
    r"|phải (?:bảo đảm|đảm bảo) (?:có )?đủ|phân theo (?:\d+|các) nhóm|quỹ tiền lương|tiền lương tháng"
    r"|(?<!thuộc )thẩm quyền|cho phép bầu|so với quy định hiện hành"
    r"|(?:điều lệ|thông tư|nghị định|quy chuẩn|tiêu chuẩn)[^.;:\d]{0,50} quy định"
    r"|theo (?:nội dung )?(?:thông tư|điều lệ))(?!\w)"
)
_DESCRIBED = (
    r"(?<!\w)(?:(?:bao )?gồm (?:có )?\d+|nằm (?:cách|trên|ở)|cách trung tâm|\d+ đại biểu|thí sinh|điểm cầu|làn xe"
    r"|tốc độ thiết kế|công suất thiết kế|trị giá|tác phẩm|khoa phòng|sự tham gia|(?<!quyền )tham dự"
    r"|còn thiếu|chủ trương đầu tư|nhân khẩu|phân khu|khổ ray|tốc độ tối đa"
    r"|(?:có|tổng|với) diện tích tự nhiên|(?:sáp|hợp) nhập từ)(?!\w)"
    r"|(?<!\w)(?:vốn ngân sách|vốn sự nghiệp|nguồn vốn khác)(?: [^\W\d_]+){0,4} (?:là|dự kiến là|khoảng) \d"
)

_SIZED = (
    r"\W*với (?:tổng )?(?:quy mô|diện tích|chiều dài|công suất|số vốn|vốn|mức vốn)(?!\w)"
    r"(?![^.]*(?:phấn đấu|mục tiêu là))"
)

_COUNTED = (  # "có 6.370/8.162 xã (78%)": of how many, with its share, as only a count that was made says
    r"(?<![\d/])\d[\d.]*/\d[\d.]* [^\d,;:()]{2,30}\((?:đạt |chiếm |bằng )?[\d,]+ ?%"
    r"|(?<![\d/])\d[\d.]*/\d[\d.]* [^\d,;:()]{2,60}, chiếm (?:tỷ lệ )?[\d,]+ ?%"
)

_BEATEN = (  # "đạt 93,5%, vượt 0,3%", "là 78,9% (tăng 5,2%)", "là 39%, trong khi mục tiêu là 80%"
    r", vượt (?:hơn |trên |gần )?[\d,.]+ ?%|\((?:tăng|giảm) (?:hơn |gần )?[\d,.]+ ?%\)"
    r"|(?:trong khi|còn)(?: đó,?)? (?:mục tiêu|chỉ tiêu|kế hoạch)(?!\w)"
)
_FORECAST = r"(?<!\w)(?:dự báo|(?:một|theo|các) kịch bản)(?!\w)(?![^.\n]*(?:phấn đấu|mục tiêu))"

BIAS = 2.5
WORDS = (
    Words("aim", "before", _AIM, 1.8),
    Words("what is to be done", "opens", _TO_DO, 2.7),
    Words("months told", "sentence", _MONTHS, -1.6),
    Words("a time before", "sentence", _BEFORE, -0.8),
    Words("times what was", "sentence", _TIMES_WHAT_WAS, -2.6),
    Words("a span that is over", "sentence", _SPAN, -2.7),
    Words("the best so far", "sentence", _BEST, -2.8),
    Words("judged", "sentence", _JUDGED, -3.4),
    Words("told", "sentence", _TOLD, -3.6),
    Words("counted", "sentence", _COUNTED, -4.1),
    Words("compared", "behind", _COMPARED, -0.3),
    Words("against the plan", "sentence", _AGAINST, -3.7),
    Words("beaten", "behind", _BEATEN, -4.0),
    Words("what came of it", "sentence", r", qua đó(?!\w)", -1.3),
    Words("from a level", "near", _FROM_LEVEL, -1.1),
    Words("said by others", "sentence", _BY_OTHERS, -5.1, kind="none"),
    Words("a forecast", "before", _FORECAST, -6.5, kind="none"),
    Words("expected of it", "before", r"(?<!\w)được kỳ vọng(?!\w)", -4.0, kind="none"),
    Words("an opening condition", "opens", r"\W*(?:và )?nếu(?!\w)", -2.0, kind="none"),
    Words("foretold", "sentence", _any("triển vọng", "có thể đạt", "có thể tăng"), -1.2, kind="none"),
    Words("a condition", "sentence", _CONDITION, -4.2, kind="none"),
    Words("a rule", "sentence", _RULE, -4.1, kind="none"),
    Words("described", "sentence", _DESCRIBED, -3.9, kind="none"),
    Words("its size told first", "opens", _SIZED, -4.0, kind="none"),
)
VALUES = {
    "planned": (0.1, 0.0),
    "planned, perhaps": (1.4, 0.0),
    "not planned": (-0.9, 0.0),
    "a word of results": (-1.3, -0.9),
    "a year to come": (2.0, 0.0),
    "against the year before": (-0.5, -2.5),
    "beside a range": (0.8, 0.0),
    "years looked back on": (0.0, -5.5),
    "a bound of plans": (0.2, 0.0),
    "or more": (1.0, 0.0),
    "over the whole": (-4.0, 0.0),
    "beside one over the whole": (-3.5, 0.0),
    "a bound": (0.2, 0.0),
    "about a share": (-0.3, 0.1),
    "about an amount": (0.0, 0.0),
    "moved": (0.7, -1.2),
    "to a level": (-0.4, 0.0),
    "a range": (1.3, 0.0),
    "one decimal": (-1.1, 0.1),
    "two decimals": (-0.7, -1.1),
    "exact": (0.0, -1.6),
    "the whole": (1.1, 0.0),
    "money": (-0.7, -0.9),
    "a measure": (1.0, -1.1),
    "a count": (-0.5, 0.0),
    "by the year": (0.6, 0.0),
    "by ten thousand": (1.9, 0.0),
    "a measured head": (1.3, 0.0),
    "an item": (1.3, 0.0),
    "one of many": (0.6, 0.0),
    "a year that is over after": (-0.8, 0.0),
    "a year that is over before": (-1.3, 0.0),
    "against the plan by rule": (-3.0, 0.0),
    "goes on telling": (-1.5, 0.0),
    "no mark": (-0.1, 0.0),
    "the whole plan": (0.0, 0.0),
    "told after": (-1.2, 0.0),
    "told before": (-2.9, 0.0),
    "told, perhaps, after": (-1.5, 0.0),
    "told, perhaps, before": (-1.7, 0.0),
    "wanted after": (-0.3, 0.0),
    "wanted before": (0.1, 0.0),
    "wanted, perhaps, after": (0.0, 0.0),
    "wanted, perhaps, before": (0.5, 0.0),
    "goes on wanting": (1.2, 0.0),
}
