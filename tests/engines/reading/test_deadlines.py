"""Deadlines in cells and in running words."""

from __future__ import annotations

import pytest

from engines.reading.reading_of import reading_of
from lotrinh.reading import deadlines


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("Trước ngày 30/7/2026", "date", "2026-07-30"),
        ("Xong trong Quý II/2026", "quarter", "2026-06-30"),
        ("Xong trong tháng 5/2026", "month", "2026-05-31"),
        ("Trong năm 2026", "year", "2026-12-31"),
        ("2022-2030", "year", "2030-12-31"),
        ("Giai đoạn 2024–2025", "year", "2025-12-31"),
        ("6 tháng đầu năm 2026", "half_year", "2026-06-30"),
        ("Hằng năm", "recurring", None),
        ("Định kỳ 6 tháng", "recurring", None),
        ("Trước ngày 18 hằng tháng", "recurring", None),
        ("Thường xuyên", "continuous", None),
        ("Sau khi có hướng dẫn của Trung ương", "triggered", None),
        ("Theo kế hoạch", "triggered", None),
        ("Trước ngày 10/12", "date", None),
        ("Xong trước 15/8", "date", None),
        ("Quý I, II/2026", "quarter", "2026-06-30"),
        ("Quý III và Quý IV năm 2026", "quarter", "2026-12-31"),
        ("Trước ngày 15/11 hằng năm", "recurring", None),
        ("6 tháng, năm", "recurring", None),
        ("Quý, năm", "recurring", None),
        ("02 năm/lần", "recurring", None),
        ("Trong 20 ngày kể từ ngày nghiệm thu", "triggered", None),
        ("Trước khi trồng", "triggered", None),
        ("Chậm nhất là 30 ngày làm việc", "triggered", None),
        ("26-5-2026", "date", "2026-05-26"),
        ("6/2025", "month", "2025-06-30"),
        ("T12/2026", "month", "2026-12-31"),
        ("3/2026 và 9/2026", "month", "2026-09-30"),
        ("2026", "year", "2026-12-31"),
        ("09 tháng 6 năm 2026", "date", "2026-06-09"),
        ("Từ 8 giờ 00 phút ngày 09 tháng 6", "date", None),
        ("Từ 01/7/2026", "continuous", None),
        ("Từ tháng 7/2026", "continuous", None),
        ("Bắt đầu thực hiện từ năm 2026", "continuous", None),
        ("Từ tháng 7/2026 đến khi trồng xong", "triggered", None),
        ("Từ ngày 01/7/2026 đến ngày 15/8/2026", "date", "2026-08-15"),
        ("Từ tháng 7/2026 đến tháng 9/2026", "month", "2026-09-30"),
        ("Tháng 7 - 9/2026", "month", "2026-09-30"),
        ("Việc thường xuyên (đã có quy chế năm 2022)", "continuous", None),
        ("Trước ngày 20 tháng 01 của năm tiếp theo", "recurring", None),
        ("Theo kế hoạch công tác tư pháp hàng năm", "recurring", None),
        ("Quí IV-2026", "quarter", "2026-12-31"),
        ("Trước ngày 05 của tháng liền kề", "recurring", None),
        ("Trước ngày 31/01 năm tiếp theo", "recurring", None),
        ("Lập kế hoạch chậm nhất là ngày 31/12 năm trước liền kề", "recurring", None),
        ("2027 và những năm tiếp theo", "year", "2027-12-31"),
        ("Theo Kế hoạch trồng rừng năm 2026 của huyện", "triggered", None),
        ("Theo Kế hoạch trồng rừng, xong trước tháng 8/2026", "month", "2026-08-31"),
        ("", "none", None),
    ],
)
def test_cell(text: str, kind: str, due: str | None) -> None:
    found = deadlines.of_cell(text)
    assert (found.kind, found.due) == (kind, due)


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("Rà soát quy hoạch thời kỳ 2021 - 2030, tầm nhìn đến năm 2050.", "none", None),
        ("Thời gian hoàn thành: Từ ngày 01/7/2026 đến ngày 15/8/2026.", "date", "2026-08-15"),
        ("Thời gian thực hiện: Từ tháng 7/2026 đến tháng 9/2026.", "month", "2026-09-30"),
        ("Thời gian thực hiện: Từ tháng 7/2026 đến khi trồng xong.", "triggered", None),
        ("Khởi công cầu Sông Hạ vào ngày 19/8/2026.", "date", "2026-08-19"),
        ("Tập huấn cho các xã khi Bộ Y tế có văn bản triển khai.", "triggered", None),
        ("Báo cáo số hộ bị ngập 02 lần/ngày.", "recurring", None),
        ("Sửa chợ; hoàn thành và báo cáo trước ngày 08/02/2025.", "date", "2025-02-08"),
        ("Đề xuất kế hoạch trong năm 2025; báo cáo trước ngày 08/02/2025.", "date", "2025-02-08"),
        ("Xử lý xong trong quý II năm 2026.", "quarter", "2026-06-30"),
        ("Hằng năm báo cáo Hội đồng nhân dân.", "recurring", None),
        ("Thường xuyên kiểm tra; định kỳ sơ kết, tổng kết.", "recurring", None),
        ("Thường xuyên kiểm tra các bến bãi.", "continuous", None),
        ("Theo dõi sát, thường xuyên, kịp thời nắm tình hình cơ sở.", "continuous", None),
        ("Việc kiểm tra phải được làm thường xuyên, liên tục.", "continuous", None),
        ("Bố trí nguồn kinh phí thường xuyên và vốn đầu tư.", "none", None),
        ("Làm tốt công tác bảo dưỡng thường xuyên đường bộ.", "none", None),
        ("Xác định đây là nhiệm vụ quan trọng, thường xuyên, lâu dài.", "none", None),
        ("Lắp trạm quan trắc nước thải tự động, liên tục.", "none", None),
        ("Duy trì lực lượng thường xuyên tại bến.", "none", None),
        ("Lập danh sách người không thường xuyên sinh sống tại địa phương.", "none", None),
        ("Khen các đơn vị ba năm liên tục hoàn thành xuất sắc.", "none", None),
        ("Cập nhật cấp dự báo cháy rừng hằng ngày.", "recurring", None),
        ("Chăm lo đời sống hằng ngày của công nhân.", "none", None),
        ("Trong thời hạn 15 ngày kể từ ngày nhận hồ sơ phải trả lời.", "triggered", None),
        ("Cập nhật dữ liệu trong vòng 24 giờ kể từ khi kết thúc lượt khám.", "triggered", None),
        ("Làm tốt công tác vận động.", "none", None),
        ("Gửi báo cáo trước ngày 10/12.", "date", None),
        ("Gửi báo cáo trước ngày 10/12 hằng năm.", "recurring", None),
        ("Thực hiện chế độ báo cáo quý, 6 tháng, năm theo quy định.", "recurring", None),
        ("Gửi báo cáo trước ngày 18 hằng tháng.", "recurring", None),
        ("Quý II/2026, tổng hợp báo cáo.", "quarter", "2026-06-30"),
        ("Định kỳ 6 tháng báo cáo Sở Nội vụ.", "recurring", None),
        ("Chậm nhất là 30 ngày làm việc phải trả lời.", "triggered", None),
        ("Đạt 18/18 chỉ tiêu trước thời hạn.", "none", None),
        ("Phổ biến trong kỳ họp thôn định kỳ tháng 9/2026.", "month", "2026-09-30"),
        ("Làm tốt chế độ báo cáo định kỳ gửi Huyện ủy.", "recurring", None),
        ("Lồng ghép các chỉ tiêu trồng rừng vào kế hoạch phát triển lâm nghiệp hằng năm và 5 năm.", "none", None),
        ("Lượng hóa nội dung này trong kế hoạch công tác hằng năm của từng chi bộ.", "none", None),
        ("Căn cứ kế hoạch công tác hằng năm của xã, định kỳ hằng quý tự chấm điểm.", "recurring", None),
        ("Chi trả trợ cấp hằng tháng qua tài khoản.", "none", None),
        ("Đưa việc trồng rừng vào kế hoạch công tác hằng năm để thực hiện.", "none", None),
        ("Kết quả trồng rừng là tiêu chí xét thi đua, khen thưởng hằng năm.", "none", None),
        ("Sau khi tỉnh phê duyệt đồ án, công bố và cắm mốc tại thực địa.", "triggered", None),
        ("Khi có kết quả chấm điểm, phân tích nguyên nhân từng tiêu chí.", "triggered", None),
        ("Hướng dẫn người dân sau khi nhận giống, phân bón.", "none", None),
        ("Lập tổ bảo vệ rừng (hoàn thành trong tháng 3/2026), giao ban ít nhất 01 lần/tháng.", "month", "2026-03-31"),
        ("Định kỳ 6 tháng báo cáo trước ngày 15 tháng 6 và trước ngày 15 tháng 12.", "recurring", None),
        ("Nghiệm thu xong trong tháng 9 và quyết toán.", "month", None),
        ("Hoàn thành trước quý III.", "quarter", None),
        ("Cuối năm 2027, tổng hợp diện tích rừng.", "year", "2027-12-31"),
        ("Hoàn thành trồng bù trước mùa mưa bão.", "triggered", None),
        ("Trồng bù trong 20 ngày kể từ ngày nghiệm thu.", "triggered", None),
        ("Tập huấn trong 02 ngày cho các hộ.", "none", None),
        ("Kiểm tra các lô rừng 06 tháng/lần.", "recurring", None),
        ("Trồng xong trong giai đoạn 2026-2030.", "year", "2030-12-31"),
        ("Rà soát quy hoạch rừng, hoàn thành trong quý II/2026.", "quarter", "2026-06-30"),
        ("Góp ý quy hoạch quý II/2026.", "none", None),
        ("Trồng rừng trong giai đoạn 2026-2030.", "none", None),
        ("Trồng cây vào tháng 2 âm lịch.", "none", None),
        ("Gửi báo cáo trước ngày 20 của tháng cuối quý.", "recurring", None),
    ],
)
def test_running_words(text: str, kind: str, due: str | None) -> None:
    found = deadlines.of_text(text)
    assert (found.kind, found.due) == (kind, due)


def test_the_day_of_a_period_is_among_its_words() -> None:
    assert deadlines.of_text("Gửi báo cáo trước ngày 18 hằng tháng.").text == "trước ngày 18 hằng tháng"


HEAD = "UBND XÃ HÒA AN\nSố: 5/KH-UBND\nHòa An, ngày 01 tháng 3 năm 2026\nKẾ HOẠCH\n{title}\n\n"


@pytest.mark.parametrize(
    ("title", "day", "due"),
    [
        ("Trồng rừng", "10/12", "2026-12-10"),
        ("Trồng rừng", "15/01", None),
        ("Trồng rừng", "31/11", None),
        ("Trồng rừng giai đoạn 2026 - 2030", "10/12", None),
    ],
)
def test_a_day_without_a_year_is_of_the_documents_year(title: str, day: str, due: str | None) -> None:
    text = f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế báo cáo trước ngày {day}.\n"
    (found,) = reading_of(text, HEAD.format(title=title)).assignments
    assert (found.deadline.kind, found.deadline.due) == ("date", due)


def test_a_resolution_of_every_year_is_no_deadline() -> None:
    assert (
        deadlines.of_text("Giữ tỷ lệ hộ dùng nước sạch theo Nghị quyết hằng năm của Hội đồng nhân dân.").kind == "none"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Bố trí kinh phí trong dự toán ngân sách nhà nước hằng năm theo quy định của Luật Ngân sách.",
        "Cân đối ngân sách địa phương hằng năm bảo đảm thực hiện nhiệm vụ.",
        "Lồng ghép vào kế hoạch phát triển kinh tế hằng năm và từng giai đoạn của xã.",
    ],
)
def test_a_budget_of_every_year_is_no_deadline(text: str) -> None:
    assert deadlines.of_text(text).kind == "none"
