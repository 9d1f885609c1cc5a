"""The parts that letterheads and signature blocks are put together from, in our own words."""

from __future__ import annotations

# Lines of the superior organ, lines of the issuing organ, the readings of the issuer that are right, its symbol.
STATE = [
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
STATE += [
    (["QUỐC HỘI"], ["ỦY BAN THƯỜNG VỤ QUỐC HỘI"], ["Ủy ban Thường vụ Quốc hội"], "UBTVQH"),
    ([], ["VĂN PHÒNG CHÍNH PHỦ"], ["Văn phòng Chính phủ"], "VPCP"),
    (["UBND XÃ HÒA AN"], ["BAN CHỈ ĐẠO", "XÂY DỰNG NÔNG THÔN MỚI"],
     ["Ban Chỉ đạo xây dựng nông thôn mới", "Ban Chỉ đạo xây dựng nông thôn mới xã Hòa An"], "BCĐ"),
    (["BỘ CÔNG AN"], ["CÔNG AN TỈNH SÔNG HẠ"], ["Công an tỉnh Sông Hạ"], "CAT"),
    (["SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SÔNG HẠ"], ["TRƯỜNG THPT TÂN LẬP"], ["Trường THPT Tân Lập"], "THPT"),
    ([], ["UỶ BAN NHÂN DÂN", "PHƯỜNG BẾN THÀNH"], ["Ủy ban nhân dân phường Bến Thành"], "UBND"),
    (["TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM"], ["LIÊN ĐOÀN LAO ĐỘNG", "TỈNH SÔNG HẠ"],
     ["Liên đoàn Lao động tỉnh Sông Hạ"], "LĐLĐ"),
]  # fmt: skip
PARTY = [
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
PARTY += [
    (["ĐẢNG BỘ TỈNH SÔNG HẠ"], ["ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH"], ["Đảng ủy các cơ quan Đảng tỉnh"], "ĐU"),
    (["TỈNH ỦY SÔNG HẠ"], ["UỶ BAN KIỂM TRA"], ["Ủy ban Kiểm tra", "Ủy ban Kiểm tra Tỉnh ủy Sông Hạ"], "UBKTTU"),
    (["ĐẢNG BỘ THÀNH PHỐ HỒ CHÍ MINH"], ["ĐẢNG UỶ PHƯỜNG BẾN THÀNH"], ["Đảng ủy phường Bến Thành"], "ĐU"),
    ([], ["BỘ CHÍNH TRỊ"], ["Bộ Chính trị"], "TW"),
    (["ĐẢNG ỦY XÃ HÒA AN"], ["CHI BỘ THÔN ĐÔNG"], ["Chi bộ thôn Đông"], "CB"),
]  # fmt: skip
PLACES = ["Sông Hạ", "Hà Nội", "TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh", "SÔNG HẠ", "Tp. Sông Hạ", "Tân Lập"]
TYPES = {
    "quyết định": "QĐ", "kế hoạch": "KH", "chỉ thị": "CT", "thông báo": "TB", "báo cáo": "BC", "tờ trình": "TTr",
    "chương trình hành động": "CTr", "nghị quyết": "NQ", "kết luận": "KL", "hướng dẫn": "HD", "công văn": "",
}  # fmt: skip
TITLES = [
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
TITLES += [
    ["THỰC HIỆN NGHỊ QUYẾT SỐ 57-NQ/TW CỦA BỘ CHÍNH TRỊ", "VỀ ĐỘT PHÁ PHÁT TRIỂN KHOA HỌC, CÔNG NGHỆ,",
     "ĐỔI MỚI SÁNG TẠO VÀ CHUYỂN ĐỔI SỐ QUỐC GIA"],
    ["Kế hoạch phát triển kinh tế - xã hội năm 2026"],
    ["CỦA TỈNH ỦY SÔNG HẠ", "Thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh",
     "lần thứ XVIII, nhiệm kỳ 2025 - 2030"],
    ["Về việc ban hành Quy chế làm việc của", "Ủy ban nhân dân tỉnh nhiệm kỳ 2026 - 2031"],
    ["Về nhiệm vụ trọng tâm quý II", "năm 2026"],
    ["Ứng phó với bão số 3 và mưa lũ sau bão", "(từ ngày 05 tháng 9 năm 2025 đến ngày 20 tháng 9 năm 2025)"],
]  # fmt: skip
PREAMBLES = [
    ["Căn cứ Nghị quyết số 20-NQ/TW ngày 16 tháng 6 năm 2022 của Ban Chấp hành Trung ương về kinh tế tập thể, nay giao "
     "các đơn vị làm các việc sau:"],
    ["Thực hiện Kế hoạch số 55/KH-BCĐ ngày 02/02/2026 của Ban Chỉ đạo, các đơn vị triển khai như sau:"],
    ["Để nâng cao chất lượng công tác, các đơn vị cần làm tốt những việc sau đây:"],
    ["Trong những năm qua, công tác này đã có nhiều chuyển biến. Tuy nhiên vẫn còn hạn chế, cần khắc phục sớm."],
]  # fmt: skip
PREAMBLES += [
    ["Ngày 02 tháng 3 năm 2026, Ban Thường vụ Tỉnh ủy đã họp và cho ý kiến về công tác này, cụ thể như sau:"],
    ["Nhằm thực hiện có hiệu quả công tác này, các đơn vị cần tập trung vào những việc sau:"],
    ["- Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;", "- Căn cứ Kế hoạch số 9/KH-BCĐ ngày 05 tháng 01 năm 2026."],
]  # fmt: skip
GROUNDS = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 45/2024/NĐ-CP ngày 03 tháng 5 năm 2024 của Chính phủ;",
    "Xét đề nghị của Giám đốc Sở Công Thương tại Tờ trình số 18/TTr-SCT ngày 12 tháng 01 năm 2026.",
]
SECTIONS = ["I. MỤC TIÊU", "1. Nâng cao chất lượng công tác.", "II. NHIỆM VỤ", "1. Rà soát các quy định hiện hành.",
             "2. Tổ chức tập huấn cho cán bộ cơ sở."]  # fmt: skip
ARTICLES = ["Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển.",
             "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."]  # fmt: skip
# Capacity lines, post lines; what they read as.
STATE_SIGNS = [
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
STATE_SIGNS += [
    ([], ["HIỆU TRƯỞNG"]),
    (["TM. HỘI ĐỒNG NHÂN DÂN"], ["CHỦ TỊCH"]),
    (["KT. TRƯỞNG BAN"], ["PHÓ TRƯỞNG BAN THƯỜNG TRỰC"]),
    (["TL. GIÁM ĐỐC"], ["TRƯỞNG PHÒNG KẾ HOẠCH"]),
    (["TM. BAN CHỈ ĐẠO"], ["TRƯỞNG BAN"]),
    (["KT. CỤC TRƯỞNG"], ["PHÓ CỤC TRƯỞNG PHỤ TRÁCH"]),
    (["TM. ỦY BAN NHÂN DÂN"], ["QUYỀN CHỦ TỊCH"]),
    (["TM. ỦY BAN THƯỜNG VỤ QUỐC HỘI"], ["CHỦ TỊCH"]),
    ([], ["CHỈ HUY TRƯỞNG"]),
]  # fmt: skip
PARTY_SIGNS = [
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
PARTY_SIGNS += [
    (["T/M ĐẢNG ỦY"], ["BÍ THƯ"]),
    (["T/M CHI BỘ"], ["BÍ THƯ"]),
    (["T/M ỦY BAN KIỂM TRA"], ["CHỦ NHIỆM"]),
    (["T/M BỘ CHÍNH TRỊ"], ["TỔNG BÍ THƯ"]),
    (["K/T CHÁNH VĂN PHÒNG"], ["PHÓ CHÁNH VĂN PHÒNG"]),
    (["T/M BAN THƯỜNG VỤ\nĐẢNG ỦY"], ["PHÓ BÍ THƯ"]),
]  # fmt: skip
NAMES = ["Trần Văn Lâm", "Nguyễn Thị Thu Hà", "Lê Minh", "TS. Phạm Quốc Việt", "Đại tá Hoàng Xuân Bình",
          "PGS. TS. Vũ Thị Mai", "NGUYỄN VĂN AN"]  # fmt: skip
NAMES += ["Tô Lâm", "Hoàng Thị Ánh Nguyệt", "ThS. BS. Đỗ Văn Sơn", "Thượng tướng, TS. Lê Quang Đạo", "Y Thông",
           "H'Hen Niê", "Thiếu tướng Bùi Quốc Khánh", "Nguyễn Hữu Chí  Dũng"]  # fmt: skip
RECIPIENTS = [
    ["– Như trên;", "– Lưu: VT, VX."],
    ["- Ban Bí thư Trung ương Đảng,", "- Các ban đảng, Ủy ban Kiểm tra", "Tỉnh ủy,", "- Lưu Tỉnh ủy."],
    ["-\tNhư Điều 3;", "-\tLưu: VT."],
    ["- TT. Tỉnh ủy, HĐND, UBND tỉnh;", "- Công báo tỉnh;", "- Cổng TTĐT;", "- Lưu: VT (3b)."],
    ["- Như trên;", "- Lưu: VT."],
    ["- Các sở, ban, ngành tỉnh;", "- UBND các huyện, thành phố;", "- Lưu: VT, TH."],
    ["- Thường trực Tỉnh ủy (b/c);", "- Các huyện ủy, đảng ủy trực thuộc,", "- Lưu Văn phòng Tỉnh ủy./."],
    ["- Như Điều 2;", "- Chủ tịch, các Phó Chủ tịch;", "- Lưu: VT, KT(2), 15b."],
]


ABOVE = {
    "gazette": "CÔNG BÁO/Số 12 + 13/Ngày 15-4-2026",
    "page": "1",
    "signed by": "Ký bởi: Văn phòng; Thời gian ký: 05/04/2026 10:12:01 +07:00",
}
