"""The words the stages know, as data. All in folded form: lower case, old-style tone marks, tỷ, sĩ (see
`fold`).

Sources: the variants of section 9 of the conventions reference, and the wording of published programmes.
"""

from __future__ import annotations

NUMBER_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
MULTIPLES = {"đôi": 2.0, "rưỡi": 1.5, "ba": 3.0, "bốn": 4.0, "năm": 5.0, "hai": 2.0}

# Words beside a number and what they mean; several may be stacked. Longer ones are tried first.
COMPARING = {
    "không thấp hơn": "at_least", "không dưới": "at_least", "không ít hơn": "at_least",
    "không nhỏ hơn": "at_least", "không lớn hơn": "at_most",
    "tối thiểu": "at_least",
    "ít nhất": "at_least", "chí ít": "at_least", "thấp nhất": "at_least", "≥": "at_least", ">=": "at_least",
    "không vượt quá": "at_most", "không quá": "at_most", "không cao hơn": "at_most", "không hơn": "at_most",
    "tối đa": "at_most", "≤": "at_most", "<=": "at_most", "không trên": "at_most", "nhiều nhất": "at_most",
    "trên": "above", "hơn": "above", "cao hơn": "above", ">": "above", "vượt": "above", "vượt mức": "above",
    "lớn hơn": "above", "nhiều hơn": "above",
    "dưới": "below", "thấp hơn": "below", "<": "below", "nhỏ hơn": "below", "ít hơn": "below",
    "chưa đến": "below",
    "khoảng": "about", "xấp xỉ": "about", "ước": "about", "ước khoảng": "about", "gần": "about",
    "tầm": "about",
    "ước đạt": "about", "ước tính": "about", "vào khoảng": "about", "chừng": "about", "khoảng chừng": "about",
    "từ": "from", "tăng": "up", "tăng thêm": "up", "tăng trưởng": "growth", "giảm": "down", "giảm thêm": "down",
    "rút ngắn": "down", "cắt giảm": "down", "cắt giảm, đơn giản hóa": "down", "giảm thiểu": "down", "giảm bớt": "down",
    "trên tỷ lệ": "above", "trên mức": "above", "dưới mức": "below", "dưới tỷ lệ": "below",
    "tinh giản": "down", "tiết kiệm": "plain", "tiết kiệm thêm": "plain",
    "quá": "at_most", "mức giảm": "down", "giảm nghèo": "down",
    "tăng gấp": "up_times", "gấp": "times", "cao gấp": "times", "mức tăng": "growth",
    "còn": "level", "giảm còn": "level", "xuống": "level", "xuống còn": "level", "giảm xuống": "level",
    "giảm xuống còn": "level", "lên": "level", "tăng lên": "level", "nâng lên": "level", "đưa lên": "level",
    "lên đến": "level", "lên tới": "level", "lên mức": "level", "tăng lên mức": "level", "về": "level",
    "tăng đến": "level", "tăng lên đến": "level", "về mức": "level", "xuống mức": "level", "đến": "level",
    "giảm về": "level", "hạ xuống": "level", "hạ xuống còn": "level", "tới": "level",
    "đạt": "plain", "đạt mức": "plain", "đạt được": "plain", "chiếm": "plain", "là": "plain",
    "phải đạt": "plain", "cần đạt": "plain",
    "ở mức": "plain", "ngưỡng": "plain", "đạt ngưỡng": "plain", "~": "about",
    "mức": "plain", "có": "plain", "đạt tỷ lệ": "plain", "duy trì": "plain",
    "duy trì ở mức": "plain", "ổn định": "plain", "ổn định ở mức": "plain", "bằng": "plain", "đón": "plain",
    "duy trì ổn định": "plain", "giữ ở mức": "plain", "giữ vững": "plain", "cán đích": "plain",
    "chiếm tỷ trọng": "plain", "chiếm tỷ lệ": "plain", "đủ": "plain", "được": "plain", "với": "plain", "cho": "plain",
    "thêm": "more", "bổ sung": "more", "thêm được": "more", "bình quân": "mean", "trung bình": "mean",
    "bình quân hàng năm": "mean_year", "bình quân hằng năm": "mean_year", "bình quân mỗi năm": "mean_year",
    "bình quân năm": "mean_year", "bình quân 1 năm": "mean_year", "bình quân một năm": "mean_year",
    "trung bình mỗi năm": "mean_year", "trung bình hàng năm": "mean_year", "trung bình hằng năm": "mean_year",
    "trung bình năm": "mean_year", "hàng năm": "year", "hằng năm": "year", "mỗi năm": "year",
    "từng năm": "year", "của từng năm": "year",
    "hàng năm đạt": "year", "hằng năm đạt": "year", ":": "plain", "=": "plain", "phấn đấu": "plain",
    "phấn đấu đạt": "plain", "sẽ": "plain", "bảo đảm": "plain", "đảm bảo": "plain",
    "tổng số": "plain", "tổng số lên": "level", "nâng tổng số lên": "level", "đến mức": "level",
    "hoàn thành": "plain", "trong khoảng": "about", "trong khoảng từ": "about", "dao động từ": "from",
    ",": "plain",
    "bình quân đạt": "mean", "bình quân trên": "above", "[...]": "plain", "...": "plain", "…": "plain",
}  # fmt: skip
AFTER = {"trở lên": "at_least", "trở xuống": "at_most", "trở đi": "at_least"}
GRADED_NOUNS = (
    "trình độ", "đại học", "cao đẳng", "trung cấp", "sơ cấp", "trung học", "phổ thông", "loại", "hạng", "cấp", "bậc",
    "khá", "tốt", "đạt", "hoàn thành", "sao", "tuổi", "lứa tuổi", "xuất sắc", "mức", "mức độ", "thạc sĩ", "tiến sĩ",
)  # fmt: skip
BOUNDS = frozenset({"at_least", "at_most", "above", "below"})

# Where the noun itself means growth, the value is a plain one.
GROWTH_NOUNS = (
    "tốc độ tăng", "tăng trưởng", "tốc độ phát triển", "nhịp độ tăng", "mức tăng", "tốc độ giảm",
    "tỷ lệ tăng",
    "tốc độ đổi mới", "tốc độ gia tăng", "chỉ số tăng", "tỷ suất tăng",
)  # fmt: skip

# Units that are printed as they stand. A scale word may come before any of them.
SCALES = ("nghìn", "ngàn", "vạn", "triệu", "tỷ", "trăm")
MONEY = ("đồng việt nam", "đồng", "vnd", "vnđ", "usd", "$", "đô la mỹ", "đô la", "đô-la mỹ", "euro", "eur", "yên",
    # as local lists shorten them
    "trđ", "tr.đ", "tr.đồng", "tr. đồng", "tr đồng", "tỷ.đ", "tỷ.đồng",
)  # fmt: skip
MEASURES = (
    "héc-ta", "héc ta", "hecta", "ha", "kilômét", "ki-lô-mét", "km2", "km²", "km", "m3", "m³", "m2", "m²",
    "mét vuông", "mét khối", "mét",
    "megawatt", "gigawatt", "kilowatt", "mw", "gw", "mwp", "mva", "kva", "kv", "gwh", "mwh", "kwh", "twh", "tấn",
    "tạ", "kg", "kilogam", "lít", "lượt khách", "lượt sử dụng", "lượt truy cập", "lượt du khách", "lượt người",
    "lượt nhân lực", "lượt cán bộ", "lượt học viên", "lượt", "teu", "cm", "mm", "mbps", "gbps", "gb/s", "mb/s",
    "gbit/s", "mbit/s", "gb",
    "tuổi", "lần", "điểm", "tco2", "tấn co2 tương đương", "tấn co2tđ", "tấn co2e", "tấn co2", "toe", "kgoe",
    "dwt", "m", "ngày công", "vòng", "bao",
    "con/lứa", "ngày nhập ròng",
    "sim", "m2 sàn", "m² sàn", "m2sàn", "triệu tấn", "bậc", "hạng", "ca", "suất", "con", "giường",
)  # fmt: skip
DENOMINATORS = (
    "ha", "ngày đêm", "ng.đêm", "ng.đ", "ng đêm", "ngđ", "ngày", "giờ", "giây", "hộ", "hộ gia đình", "vụ",
    "km", "km2", "km²", "m2",
    "m3", "kg", "tấn", "dân", "trường", "lớp", "huyện", "tỉnh", "lao động", "tháng", "trẻ", "đơn vị",
    "thôn", "bản",
    "học sinh", "sinh viên", "giường", "kwh", "usd", "100 km2", "100 dân", "100 người dân", "100 người",
    "100 hộ",
    "đơn vị diện tích", "1.000 dân", "100.000 dân", "hộ dân", "nhà máy", "tuần", "quý", "lượt", "lần",
    "hộ/năm",
)  # fmt: skip
NOT_NOUNS = frozenset(
    [
        "so",
        "vào",
        "trở",
        "và",
        "để",
        "trong",
        "đến",
        "theo",
        "của",
        "với",
        "năm",
        "là",
        "được",
        "tại",
        "cho",
        "ở",
        "từ",
        "khi",
        "nhằm",
        "tăng",
        "giảm",
        "đạt",
        "chiếm",
        "còn",
        "lên",
        "xuống",
        "trên",
        "dưới",
        "có",
        "không",
        "đã",
        "sẽ",
        "tới",
        "cùng",
        "nếu",
        "thì",
        "mà",
        "do",
        "bởi",
        "bằng",
        "hoặc",
        "hay",
        "như",
        "vượt",
        "nhất",
        "số",
        "về",
        "thuộc",
        "trước",
        "sau",
        "cả",
        "đính",
        "kèm",
    ]
)
PLACES = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "thôn", "bản"})
COUNTED = (
    "khu công nghiệp", "cụm công nghiệp", "khu kinh tế", "khu công nghệ cao", "khu đô thị", "kcn", "ccn",
    "kđt",
    "đồng chí", "đồng bào", "tccs đảng", "tccsđ",
    "tổ chức", "doanh nghiệp", "dn", "hợp tác xã", "htx", "tổ hợp tác", "liên hiệp hợp tác xã", "hộ kinh doanh",
    "hộ gia đình", "hộ dân", "hộ hội viên", "hộ", "chủ hộ", "xã", "phường", "đặc khu", "thị trấn", "huyện", "quận",
    "thị xã", "công chức", "viên chức",
    "thành phố", "tỉnh", "thôn bản", "thôn", "bản", "buôn", "ấp", "phần việc", "khu phố", "tổ dân phố", "khu dân cư",
    "địa phương", "đơn vị cấp huyện", "đơn vị cấp xã", "đơn vị", "cơ sở", "vận động viên",
    "mỏ", "dự án", "công trình", "đề án", "mô hình", "sản phẩm", "trường", "lớp", "phòng học", "bệnh viện",
    "trạm y tế", "trạm", "giường bệnh", "bác sĩ", "dược sĩ", "điều dưỡng", "nhà máy", "nhà văn hóa", "nhà",
    "căn hộ", "căn nhà ở xã hội", "căn nhà ở", "căn nhà", "căn", "cây cầu", "cây xanh",
    "người lao động", "người dân", "người", "lao động", "việc làm", "học sinh",
    "sinh viên", "cán bộ", "giáo viên", "đảng viên", "chuyên gia", "kỹ sư", "tiến sĩ", "thạc sĩ", "nhân lực",
    "du khách", "khách du lịch", "khách quốc tế", "khách", "chỉ tiêu", "tiêu chí", "nhiệm vụ", "nền tảng",
    "ứng dụng", "dịch vụ công", "dịch vụ", "thủ tục hành chính", "thủ tục", "hồ sơ", "cơ sở dữ liệu",
    "bộ dữ liệu",
    "trung tâm", "viện", "phòng thí nghiệm", "quỹ", "khu", "cụm", "điểm", "tuyến", "cây xanh", "cây", "con",
    "trang trại", "vùng", "chuỗi", "thương hiệu", "nhãn hiệu", "sáng chế", "bằng sáng chế", "đơn đăng ký",
    "công bố", "bài báo", "giải pháp", "nhóm", "câu lạc bộ", "đội", "lễ hội", "di tích", "di sản",
    "khách sạn",
    "phòng", "buồng", "tàu", "xe", "phương tiện", "cảng", "bến", "cầu", "chợ", "siêu thị", "cửa hàng",
    "đô thị",
    "hồ", "trạm sạc", "trạm biến áp", "văn phòng", "chi bộ",
    "chi hội", "chi đoàn", "tổ chức đảng", "tổ", "phong trào", "cuộc",
    "hội",
    "công ty", "tập đoàn", "quốc gia", "nước", "ngành", "lĩnh vực", "chương trình", "khóa", "đợt", "hội nghị",
    "văn bản", "nghị quyết", "kế hoạch", "bản sách", "thư viện", "sân vận động", "nhà thi đấu", "bể bơi", "công viên",
    "startup", "kỳ lân", "chuyến", "tuyến đường", "nút giao", "bộ", "nhà khoa học", "lực lượng", "thanh niên",
    "phụ nữ", "trẻ em", "hội viên", "đoàn viên", "nông dân", "cơ quan", "cảng hàng không", "bộ phận", "giống",
    "loài", "huy chương",
    "điểm du lịch", "điểm bưu điện", "điểm trường", "điểm dân cư", "điểm bán hàng", "điểm giao dịch",
    "điểm sáng", "khu tái định cư", "cơ sở giáo dục đại học", "cơ sở giáo dục nghề nghiệp", "khu du lịch", "khu xử lý",
    "bãi", "lò", "giếng", "trạm cấp nước", "cơ sở giáo dục", "trường học", "cơ sở y tế", "cơ sở lưu trú",
    "hồ chứa", "tổ công nghệ số", "ban", "xưởng", "chi nhánh", "mã số", "mã", "cặp", "bức", "tác phẩm",
    "tin", "bài", "tin bài", "túi máu", "đơn vị máu",
    "tập dữ liệu", "kịch bản", "nghiên cứu sinh", "giảng viên", "nghiên cứu viên",
    "cụm trung tâm dữ liệu", "trung tâm dữ liệu", "trẻ trai", "bé trai",
    "khu công nghệ số tập trung", "khu công nghệ số",
    "người học", "sàn giao dịch", "loại hình", "người bệnh", "bà mẹ", "thuê bao", "thành viên", "xã viên",
    "giáo sư", "y sĩ", "trẻ",
    "người có uy tín", "hộ nông dân", "làng nghề", "làng", "nghề", "khâu đột phá", "đột phá",
    "vùng trồng", "trang", "kênh", "địa điểm", "phần quà", "suất quà",
    "hạng mục", "nội dung", "sự kiện", "trường hợp", "vụ",
)  # fmt: skip
DURATIONS = (
    "ngày làm việc",
    "ngày",
    "giờ làm việc",
    "giờ",
    "phút",
    "tháng",
    "tuần",
    "quý",
    "năm",
    "ngày/lần",
)

# What a value is counted per, as the schema names it. Others stay in the unit.
PER = {
    "năm": "year", "1 năm": "year", "một năm": "year", "người": "person", "đầu người": "person",
    "xã": "commune", "người dân": "person",
    "trạm": "health_station", "trạm y tế": "health_station", "phụ nữ": "woman", "bà mẹ": "woman",
    "lao động": "worker", "hộ": "household", "tháng": "month",
}  # fmt: skip
PER_KNOWN = frozenset({"year", "person", "commune", "health_station", "woman", "10000_people"})

RANKED = (
    "nước", "quốc gia", "tỉnh, thành phố", "tỉnh, thành", "tỉnh thành",
    "tỉnh", "địa phương", "thành phố", "nền kinh tế", "trường", "đại học", "đơn vị",
    "vùng",
    "trung tâm", "điểm đến", "bộ", "ngành", "cơ quan", "xã", "phường", "huyện",
)  # fmt: skip
LEADING = "đứng đầu|dẫn đầu|hàng đầu|cao nhất|tốt nhất|đầu cả nước|đầu"

# Nouns a number follows as a name or a grade, never as a value.
NUMBERED = (
    "điều", "khoản", "điểm", "mục", "chương", "phần", "phụ lục", "biểu", "biểu số", "bảng", "hình",
    "gói thầu số",
    "khóa", "kỳ họp thứ", "lần thứ", "kỳ thứ", "quốc lộ", "ql", "tỉnh lộ", "đường tỉnh", "đt", "đt.",
    "vành đai",
    "km", "loại", "cấp", "mức độ", "cấp độ", "cấp học", "bậc", "bậc học", "tuyến số", "giai đoạn", "đợt",
    "lớp",
    "phiên bản", "covid", "iso", "tcvn", "qcvn", "nghị quyết", "chỉ thị", "quyết định", "kết luận",
    "nghị định",
    "thông tư", "đề án", "chương trình", "dự án", "tiểu dự án", "kế hoạch", "nghị quyết số", "quyết định số",
    "chỉ thị số", "kết luận số", "luật số", "thông báo số", "công văn số", "văn bản số", "kế hoạch số",
    "tiêu chí số", "nhiệm vụ số", "mẫu số", "số hiệu", "mạng", "cách mạng công nghiệp", "công nghiệp",
    "kinh tế",
    "giáo dục", "thế hệ", "web", "nhóm", "đường số", "ca", "quân khu", "vùng", "khu vực", "nhiệt điện",
    "đại hội",
    "quận", "phường", "tổ", "zone", "euro", "cảng", "nhà ga t", "t", "pm", "phần thứ",
    "tầng", "đường", "áp dụng", "mức độ từ", "cấp độ từ", "mức", "bước", "thủy điện", "cầu",
    "nội dung thành phần",
    "hợp phần", "tiểu học", "vụ", "iv", "an toàn cấp độ",
)  # fmt: skip

# Where an index or a rate without a unit stands, a bare number is a value.
INDICES = (
    "chỉ số", "hdi", "hệ số", "điểm", "số bác sĩ", "số giường", "pci", "par index", "gini",
    "tỷ số", "mức sinh",
    "tổng tỷ suất sinh", "phát thải ròng", "tuổi thọ", "tỷ suất", "dti", "papi", "sipas", "icor", "năng suất",
)  # fmt: skip
RESTATING = (
    "tương đương", "tương đương với", "tức là", "tức", "tương ứng", "tương ứng với", "bằng khoảng",
)  # fmt: skip
NAMING = ("thứ", "hạng", "nhóm", "lần thứ", "xếp thứ", "đứng thứ", "top", "cấp", "loại", "số hiệu")
AGES = (
    "độ tuổi", "độ tuổi từ", "trẻ em", "trẻ em từ", "người từ", "dân số từ", "trẻ", "trẻ em dưới",
    "trẻ dưới", "từ đủ",
    "đủ", "dân số", "người cao tuổi từ",
)  # fmt: skip

# Units that make a number a description in any place.
GRADES = (
    "con số",
    "sao",
    "ca",
    "kíp",
    "chiều",
    "g",
    "d",
    "hd",
    "nhất",
    "không",
    "tại chỗ",
    "rõ",
    "nhà",
    "cấp",
    "mặt",
)

RESULT_MARKS = (
    "ước đạt", "ước thực hiện", "ước tính đạt", "ước có", "ước tính có", "ước khoảng", "đến nay", "hiện nay",
    "hiện đạt", "đang được",
    "hiện tỉnh", "hiện toàn tỉnh", "hiện cả nước", "hiện đã", "hiện tỷ lệ", "hiện trên", "hiện mới",
    "tính đến", "đạt được", "vượt mục tiêu", "vượt kế hoạch", "vượt chỉ tiêu", "vượt dự toán",
    "so với cùng kỳ", "so cùng kỳ", "so với đầu năm", "so đầu năm",
    "cùng kỳ năm", "năm qua", "vừa qua", "thời gian qua", "nhiệm kỳ qua",
    "những năm qua", "lũy kế", "ghi nhận", "mới chỉ", "kết quả:", "kết quả,", "đạt kết quả",
    "kết quả đạt được", "so với năm trước",
    "từ đầu năm", "đạt và vượt", "giai đoạn trước",
    "trước đó", "bằng kế hoạch", "thực hiện năm", "so kế hoạch", "đầu nhiệm kỳ", "cuối nhiệm kỳ trước",
    "vẫn còn",
    "hiện còn", "sau 5 năm", "sau 10 năm", "xếp thứ", "đứng thứ", "chưa đạt", "chưa hoàn thành",
    "được quan tâm", "được chú trọng", "năm liền", "năm liên tiếp", "liên tục duy trì",
    "biểu quyết", "tán thành", "vẫn đạt",
    "thực trạng", "hiện trạng", "chỉ còn", "đánh dấu", "điểm sáng của", "vào mức tăng",
    "vào tốc độ tăng chung", "hiện,", "qua khảo sát", "qua rà soát", "qua điều tra", "theo số liệu",
    "theo thống kê", "giai đoạn trên",
    "lần đầu tiên", "vượt ngưỡng", "vượt mốc",
    "ước tăng", "ước giảm", "khởi sắc", "thấp hơn mục tiêu", "cao hơn mục tiêu",
)  # fmt: skip
# How reports judge and weigh what was reached; a plan says it only after a word of planning.
JUDGEMENTS = (
    "tăng trưởng khá", "tăng trưởng ổn định", "phát triển ổn định", "chuyển biến tích cực", "chuyển biến rõ nét",
    "chuyển dịch tích cực", "chuyển dịch đúng hướng", "không ngừng được nâng lên", "không ngừng được cải thiện",
    "tiếp tục được giữ vững", "được cải thiện rõ rệt", "đạt kế hoạch", "đạt dự toán", "tính chung",
    "cho thấy", "chiếm tới", "chiếm đến", "đạt theo kế hoạch",
)  # fmt: skip
# What stands before a word of results to say that it is still to come: "sẽ đạt được", "phải đạt và vượt".
STILL_TO_COME = ("sẽ", "cần", "phải", "để", "nhằm", "mong muốn")
PLANNED_AFTER_DA = (
    "qua đào tạo", "qua xử lý", "tuyên bố", "đặt mục tiêu", "đề ra", "đặt ra", "xác định", "được xác định",
    "được phê duyệt",
    "phê duyệt", "ban hành", "đăng ký", "thông qua", "quyết định", "thống nhất", "đặt chỉ tiêu", "giao", "được giao",
    "được cấp",
    "được công nhận", "đưa ra", "quy hoạch", "được quy hoạch", "xây dựng kế hoạch", "lên kế hoạch", "nêu",
    "ký",
    "được phân công", "được thông qua", "được đặt ra", "được đề ra", "có chủ trương", "cam kết",
    "được ban hành", "có hiệu lực",
)  # fmt: skip
TARGET_MARKS = (
    "phấn đấu", "mục tiêu", "chỉ tiêu", "đặt ra", "đề ra", "dự kiến", "sẽ", "đến năm", "đến hết năm",
    "đến cuối năm",
    "tầm nhìn", "định hướng", "quyết tâm", "hướng tới", "hướng đến", "cần đạt", "phải đạt", "phải dưới", "phải trên",
    "bảo đảm", "đảm bảo",
    "kế hoạch năm", "kế hoạch đề ra", "dự báo", "kỳ vọng", "yêu cầu", "nhằm",
    "vào năm", "trước năm", "dự toán", "trong năm tới", "nhiệm kỳ tới", "những năm tới", "tiến tới", "nỗ lực",
    "cam kết", "giao chỉ tiêu", "theo quy hoạch", "khuyến khích", "trước ngày", "đến cuối nhiệm kỳ",
)  # fmt: skip
# Words of planning that any text may use; alone they make no count or sum a target outside a section of
# targets.
WEAK_TARGET_MARKS = frozenset({
    "bảo đảm", "đảm bảo", "yêu cầu", "nhằm", "khuyến khích",
    "định hướng", "đề ra", "đặt ra", "trước ngày", "nỗ lực", "dự toán",
})  # fmt: skip
NOT_TARGET_BEFORE = ("vượt", "đạt", "bằng", "so với", "so", "hoàn thành", "hoàn thành vượt", "% ", "%")

# Counts of these describe a document or its work; only a bound makes them targets.
OF_THE_WORK = frozenset({
    "chỉ tiêu", "nhiệm vụ", "giải pháp", "nội dung", "nghị quyết", "kế hoạch", "văn bản", "đợt",
    "chương trình",
    "hội nghị", "cuộc", "đề án", "nhóm", "khâu đột phá", "đột phá", "ngành", "lĩnh vực", "khóa", "hạng mục", "sự kiện",
    "vụ", "trường hợp", "đại biểu",
})  # fmt: skip

# A number beside these is a rate of an allowance, a price, a fine or a time, not a target.
NORMS = (
    "phụ cấp", "trợ cấp", "mức chuẩn", "mức hỗ trợ", "mức chi", "mức thu", "mức đóng", "mức hưởng", "mức phạt",
    "phạt tiền",
    "học phí", "lãi suất", "thuế suất", "định mức", "được hưởng", "được cộng", "điểm ưu tiên", "mức lương",
    "hệ số lương", "lương cơ sở",
    "mức vay", "bồi thường", "lệ phí", "mức phí", "mức thuế", "đơn giá", "tiền thưởng", "mức thưởng", "học bổng",
    "miễn, giảm", "thời hạn", "trong vòng", "chậm nhất", "kể từ ngày", "ngày làm việc", "kinh phí hỗ trợ",
    "được hỗ trợ", "hỗ trợ không quá", "hỗ trợ tối đa", "hỗ trợ một lần", "mức tối đa", "mức tối thiểu",
    "mức trần",
    "vốn điều lệ", "vốn đối ứng", "được miễn", "được giảm", "giảm tiền thuê", "tiền thuê đất", "mức khoán",
    "chi trả", "khấu trừ", "mức bình quân", "phạm vi không quá", "giá trị gói thầu", "được vay", "định kỳ",
    "thời gian kiểm tra", "thời gian thực hiện", "mức trợ", "mức giảm trừ", "được tính", "thang điểm", "quy đổi về",
    "được quy đổi", "trọng số", "khen thưởng", "rao bán", "giá bán",
    "tổn thương", "số phiếu", "phiếu tín nhiệm", "trả lời đúng", "tổng số điểm", "được đề nghị bổ nhiệm",
    "người dự tuyển", "bị thiệt hại", "tính điểm", "tiêu chí xếp loại",
    "xếp loại chất lượng ở mức",
)  # fmt: skip
# The money of the plan itself, or of one project: it only describes.
BUDGETS = (
    "tổng mức đầu tư", "chi phí đầu tư", "tổng kinh phí", "kinh phí thực hiện", "dự toán kinh phí", "với kinh phí",
    "kinh phí dự kiến",
    "tổng ngân sách", "tổng mức vốn", "nhu cầu vốn", "tổng nhu cầu", "tổng nguồn vốn",
    "với số vốn", "với tổng vốn", "với nguồn lực", "nguồn lực tài chính", "trị giá", "có vốn",
    "diện tích tự nhiên", "với diện tích", "có diện tích",
    "có tổng diện tích", "với tổng diện tích",
    "đại diện cho", "triệu tập", "kinh phí khoảng", "khái toán", "công suất thiết kế", "dự án có",
    "bao gồm chi", "đề nghị hỗ trợ", "đề nghị bổ sung",
    "kiến nghị hỗ trợ", "kiến nghị bổ sung", "có quy mô diện tích", "với quy mô dân số",
)  # fmt: skip
ONE_OF = frozenset({"ha", "m2", "km2", "điểm", "đơn vị", "người", "hộ", "kg", "năm", "đồng", "lao động", "xã", "trạm"})
# A count after these belongs to what a task deals with.
DEALT_WITH = (
    "tại", "trên địa bàn", "thuộc", "giữa", "theo", "gồm", "bao gồm", "gồm có", "với", "của", "qua",
    "trong số",
    "trên cơ sở sáp nhập", "trên cơ sở hợp nhất", "trên cơ sở nhập",
    "ủy ban nhân dân", "ubnd", "hội đồng nhân dân",
    "từng", "các", "những", "cả", "sau", "ở", "đối với", "cho", "nhóm", "tham gia của",
)  # fmt: skip
# Verbs under which a count is something wanted, even without a comparing word.
CREATING = (
    "hình thành", "xây dựng mới", "xây mới", "thu hút", "trồng", "phát triển", "thành lập", "tạo việc làm",
    "giải quyết việc làm", "đào tạo", "kết nạp", "nâng", "đưa", "công nhận", "đón", "có thêm", "thêm",
    "đạt chuẩn",
    "tăng", "giảm", "không còn", "xóa", "hoàn thành", "đạt", "tạo", "cấp mới", "ươm tạo", "kết nối", "xử lý",
    "bố trí", "dành", "huy động", "đầu tư xây dựng", "vận hành", "sản xuất", "khai thác", "xuất khẩu",
    "mở rộng",
    "xây dựng", "duy trì", "bảo vệ", "mỗi", "phủ sóng", "cung cấp", "sử dụng", "phục vụ", "dạy nghề",
    "trao tặng", "bình quân",
)  # fmt: skip

# Heads an indicator may begin with; a value without a head of its own borrows the one before it.
HEADS = (
    "tỷ trọng", "tỷ lệ", "cơ cấu", "số lượng", "số", "sản lượng", "diện tích", "tổng", "tốc độ",
    "thu nhập", "giá trị",
    "quy mô", "chỉ số", "kim ngạch", "năng suất", "mật độ", "tuổi thọ", "tỷ suất", "grdp", "gdp", "doanh thu",
    "kinh phí", "chi", "thu", "vốn", "mức", "công suất", "hệ số", "dân số", "lượng", "đóng góp",
    "tăng trưởng",
    "bình quân", "giải quyết", "nguồn nhân lực", "điện", "độ", "kinh tế số", "xếp hạng", "nợ", "bội chi",
    "tốc độ tăng",
)  # fmt: skip
SHARED_HEADS = (
    "tỷ trọng",
    "cơ cấu",
    "tỷ lệ",
    "sản lượng",
    "diện tích",
    "số lượng",
    "năng suất",
    "số",
    "tốc độ tăng",
    "tốc độ tăng trưởng",
    "kim ngạch xuất khẩu",
    "kim ngạch",
    "giá trị sản xuất",
    "mật độ",
)

# What is only ever measured to be raised: such a label beside a bare value is a target of a list.
MEASURED = (
    "sản lượng", "kim ngạch", "thu nhập", "doanh thu", "giá trị", "năng suất", "grdp", "gdp", "thu ngân sách",
    "tổng thu ngân sách", "tổng diện tích", "diện tích cây", "diện tích lúa", "diện tích rừng", "diện tích gieo trồng",
    "đàn", "tổng đàn", "mật độ",
)  # fmt: skip
# What begins a new clause after a comma, where a name that follows its value ends.
NEW_CLAUSES = (
    "trong đó", "riêng", "đồng thời", "phấn đấu", "doanh thu", "đạt", "nâng", "đưa", "tăng", "giảm", "góp phần", "nhằm",
    "bảo đảm", "đảm bảo", "với", "từng bước", "tiến tới", "gấp", "chiếm", "tương đương", "mỗi", "cao hơn", "tạo",
    "đáp ứng", "thu hút", "phù hợp", "trở thành", "qua đó", "từ đó", "hướng tới", "trừ", "không kể",
)  # fmt: skip
# Verbs that act on what is counted after the value; those of HAVING leave no trace in its name.
ACTING = (
    "thu hút", "đón", "có", "có thêm", "trồng", "trồng mới", "tạo việc làm", "giải quyết việc làm", "đào tạo",
    "đào tạo nghề", "kết nạp", "hình thành", "xây dựng", "xây dựng mới", "xây mới", "phát triển", "đấu giá", "hỗ trợ",
    "cung cấp", "xử lý", "số hóa", "chi", "duy trì", "duy trì điều trị", "thành lập", "thành lập mới", "cấp mới",
    "kết nối", "bảo vệ", "bảo vệ nghiêm ngặt", "khoán bảo vệ", "đầu tư", "đầu tư xây dựng", "vận hành",
    "đưa vào vận hành",
    "vào vận hành", "khởi công", "hoàn thành", "bố trí", "dành", "huy động", "tiết kiệm", "cắt giảm", "rút ngắn",
    "giảm", "tăng",
    "bồi dưỡng", "tập huấn", "phục hồi", "tu bổ", "công nhận", "xóa", "tổ chức", "phổ cập", "lắp đặt", "cải tạo",
    "phục vụ", "sửa chữa", "làm mới", "di dời", "hoàn tất di dời", "trở thành", "góp phần", "góp phần giảm",
    "trồng thêm",
    "nâng cấp", "mở rộng", "khai thác", "cấp", "tiếp nhận", "tư vấn", "giới thiệu", "mở", "ươm tạo", "để phát sinh",
    "triển khai",
    "phấn đấu", "đạt", "hướng", "hướng đến", "phát sinh", "đặt", "đã đặt", "đề ra", "đưa ra", "đặt ra", "đưa", "nâng",
)  # fmt: skip
HAVING = frozenset({
    "đặt", "đã đặt", "đề ra", "đưa ra", "đặt ra", "đưa", "nâng",
    "thu hút", "đón", "có", "có thêm", "hình thành", "phấn đấu", "đạt", "hướng", "hướng đến", "hoàn thành",
    "phát triển",
    "duy trì", "dành", "bố trí", "vận hành", "đưa vào vận hành", "vào vận hành", "thành lập", "thành lập mới", "đầu tư",
    "triển khai",
    "để phát sinh", "phát sinh", "xây dựng", "xây dựng mới", "xây mới", "giảm", "tăng", "cắt giảm",
    "rút ngắn", "hỗ trợ", "bảo vệ",
    "bảo vệ nghiêm ngặt", "góp phần", "góp phần giảm", "trở thành",
})  # fmt: skip
COUNTABLE = frozenset({"lượt", "khách", "giường", "suất", "con", "ca", "sim", "teu"})  # measures that count things
DOERS = ("tỉnh", "thành phố", "huyện", "toàn tỉnh", "cả nước", "việt nam", "nhà nước", "địa phương", "toàn ngành")
CONTRASTS = (("nông thôn", "thành thị"), ("nông thôn", "đô thị"), ("nữ", "nam"), ("miền núi", "đồng bằng"))

# What opens a clause without belonging to the indicator.
OPENERS = (
    "bình quân hằng năm", "bình quân hàng năm",
    "phấn đấu", "mục tiêu", "trong đó", "riêng", "và", "đồng thời", "cụ thể", "hướng đến", "hướng tới",
    "là", "đưa",
    "nâng", "có", "đạt", "phải", "cần", "sẽ", "quyết tâm", "dự kiến", "bảo đảm", "đảm bảo", "mục tiêu là",
    "tức",
    "với", "cùng với đó", "ngoài ra", "bên cạnh đó", "duy trì", "chỉ tiêu", "trên địa bàn tỉnh", "toàn tỉnh",
    "toàn thành phố", "cả nước", "việt nam", "tỉnh", "thành phố", "nhà nước", "bố trí", "dành", "cơ bản",
    "giữ", "giữ vững",
    "đặt mục tiêu", "đề ra mục tiêu", "đề ra", "yêu cầu", "tiếp tục", "nỗ lực", "phấn đấu có",
    "những năm tiếp theo", "các năm tiếp theo", "theo quy hoạch", "theo kế hoạch", "giữ ổn định",
    "trung bình", "thêm",
    "hằng năm", "hàng năm", "mỗi năm", "bình quân mỗi năm", "đến", "còn", "tổ chức", "hoàn thành", "ít nhất",
    "tổng số", "thực hiện", "kế hoạch", "theo đó", "đặc biệt", "nhất là", "phấn đấu đạt", "khoảng",
)  # fmt: skip

_FINISHING = (
    r"hoàn thành (?!hơn|trên|gần|khoảng|\d|tốt|xuất sắc|vượt|trong|trước|nhiệm vụ|các nhiệm vụ|chỉ tiêu|"
    r"các chỉ tiêu|mục tiêu)"
)
QUALITATIVE = (  # patterns that each begin with a letter
    rf"cơ bản {_FINISHING}",
    _FINISHING,
    r"phủ sóng ",
    r"đạt (?:mức|trình độ|chuẩn|tiêu chuẩn|đẳng cấp) (?!nông thôn|quốc gia)",
    r"thuộc nhóm (?:các |những )?(?:nước|quốc gia|tỉnh|địa phương|thành phố|dẫn đầu)",
    r"ngang tầm ",
    r"trên môi trường số",
)

BY_THE_YEAR = (
    "bình quân hàng năm", "bình quân hằng năm", "bình quân mỗi năm", "trung bình mỗi năm",
    "trung bình hàng năm",
    "trung bình hằng năm", "mỗi năm", "bình quân một năm",
)  # fmt: skip
