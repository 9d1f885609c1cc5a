"""The audit trail in words: what was done, and the names of its details."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

ACTIONS: dict[str, Any] = {
    "accounts.create_user": _("Tạo tài khoản"), "accounts.change_password": _("Đổi mật khẩu"),
    "accounts.set_active": _("Khóa hoặc mở tài khoản"), "indicators.record_observation": _("Ghi số liệu"),
    "indicators.enter_figures": _("Ghi số liệu từ lưới"), "indicators.import_figures": _("Ghi số liệu từ tệp"),
    "indicators.take_in_figures": _("Nhận tệp số liệu"), "indicators.set_reading": _("Đổi cách đọc tệp số liệu"),
    "indicators.correct_observation": _("Sửa số liệu"), "indicators.decide_proposal": _("Quyết định đề xuất chỉ tiêu"),
    "indicators.dismiss_finding": _("Bỏ qua điểm cần kiểm tra"), "indicators.save_scenario": _("Lưu phương án"),
    "indicators.make_forecasts": _("Lập dự báo"), "indicators.prefer_series": _("Chọn dãy số liệu"),
    "indicators.set_method": _("Đổi phương pháp của chỉ số"),
    "indicators.describe_indicator": _("Đổi thuộc tính của chỉ số"),
    "indicators.open_series": _("Mở dãy số liệu"),
    "indicators.register_indicator": _("Đưa chỉ số vào danh mục"),
    "indicators.amend_indicator": _("Sửa mục của chỉ số"),
    "indicators.set_assumption": _("Đổi giả định"), "indicators.set_target": _("Nhập chỉ tiêu"),
    "intake.accept_sure": _("Chấp nhận các mục chắc chắn"), "intake.decide": _("Quyết định mục của bản đọc"),
    "intake.fill_programme": _("Điền nguyên văn cho chương trình"), "intake.import_package": _("Nạp gói chương trình"),
    "intake.load_demonstration": _("Nạp dữ liệu trình diễn"), "intake.ensure_accounts": _("Mở tài khoản trình diễn"),
    "intake.make_programme": _("Tạo chương trình từ văn bản"),
    "intake.compare": _("So sánh bản mới với bản đang dùng"),
    "intake.decide_difference": _("Quyết định khác biệt giữa hai bản"),
    "intake.adopt_without_effect": _("Áp dụng các khác biệt không ảnh hưởng"),
    "intake.finish_comparison": _("Hoàn tất so sánh hai bản"), "intake.give_up_comparison": _("Bỏ bản so sánh"),
    "indicators.adjust_target": _("Điều chỉnh chỉ tiêu theo văn bản mới"),
    "indicators.withdraw_target": _("Rút bỏ chỉ tiêu theo văn bản mới"),
    "intake.add": _("Thêm mục bản đọc bỏ sót"),
    "intake.take_in": _("Nhập văn bản"), "intake.split": _("Tách điều khoản"), "intake.merge": _("Gộp điều khoản"),
    "organisations.add": _("Thêm cơ quan"), "organisations.end_body": _("Ghi cơ quan kết thúc hoạt động"),
    "organisations.reopen_body": _("Mở lại cơ quan"), "organisations.move_member": _("Chuyển người sang cơ quan khác"),
    "organisations.take_back_succession": _("Rút lại việc sắp xếp cơ quan"),
    "organisations.remove": _("Bỏ cơ quan ghi nhầm"), "indicators.move_owner": _("Đổi cơ quan theo dõi chỉ tiêu"),
    "oversight.reorganise": _("Sắp xếp cơ quan"), "oversight.undo_reorganisation": _("Hoàn tác việc sắp xếp"),
    "organisations.new_calendar_feed": _("Tạo địa chỉ lịch"),
    "organisations.add_member": _("Thêm người vào cơ quan"),
    "organisations.record_succession": _("Ghi sắp xếp cơ quan"),
    "oversight.raise_notices": _("Lập thông báo nhắc việc"), "oversight.send_again": _("Gửi lại thư nhắc việc"),
    "oversight.mark_read": _("Đánh dấu đã đọc thông báo"),
    "reporting.dismiss_flag": _("Giải thích điểm cần xem lại"),
    "reporting.remark": _("Yêu cầu sửa ở một nhiệm vụ"), "reporting.take_back_remark": _("Rút yêu cầu sửa"),
    "reporting.answer_remark": _("Trả lời yêu cầu sửa"),
    "reporting.begin_review": _("Soạn báo cáo tổng hợp"), "reporting.write_review": _("Sửa nội dung báo cáo"),
    "reporting.assemble_review": _("Lấy lại số liệu cho báo cáo"), "reporting.choose_parts": _("Đổi bố cục báo cáo"),
    "reporting.freeze_review": _("Chốt báo cáo"),
    "indicators.rate_confidence": _("Đánh giá mức tin cậy"),
    "indicators.set_interim": _("Đặt mức của năm trong lộ trình"),
    "workplan.contribute": _("Ghi đóng góp của nhiệm vụ"),
    "products.add_file": _("Gửi tệp của sản phẩm"), "products.withdraw_file": _("Rút tệp của sản phẩm"),
    "workplan.add_evidence": _("Gửi minh chứng"), "workplan.withdraw_evidence": _("Rút minh chứng"),
    "workplan.plan_milestone": _("Đặt mốc công việc"), "workplan.drop_milestone": _("Bỏ mốc công việc"),
    "workplan.make_wait": _("Đặt ràng buộc chờ"), "workplan.end_wait": _("Bỏ ràng buộc chờ"),
    "workplan.make_instances": _("Lập kỳ của nhiệm vụ định kỳ"), "workplan.finish_instance": _("Ghi hoàn thành một kỳ"),
    "workplan.triggered": _("Ghi căn cứ, bắt đầu tính hạn"),
    "workplan.bulk_change": _("Sửa nhiều nhiệm vụ bằng bảng tính"), "workplan.describe": _("Sửa sản phẩm của nhiệm vụ"),
    "reporting.keep_template": _("Gửi mẫu Word"),
    "workplan.share": _("Dùng chung nhiệm vụ"), "workplan.end_share": _("Thôi dùng chung nhiệm vụ"),
    "jobs.start": _("Yêu cầu việc nền"), "jobs.asked_again": _("Yêu cầu lại một việc nền đã có"),
    "oversight.answer": _("Trả lời giải trình"), "oversight.ask": _("Yêu cầu giải trình"),
    "oversight.dismiss": _("Bỏ qua cảnh báo"), "reporting.make_review": _("Lập báo cáo tổng hợp"),
    "reporting.receive_workbooks": _("Nộp nhiều bảng tính"),
    "reporting.take_in_workbooks": _("Nhận xong nhiều bảng tính"),
    "reporting.take_in_workbook": _("Nhận bảng tính"), "reporting.apply_workbook": _("Ghi bảng tính vào báo cáo"),
    "plans.make": _("Lập kế hoạch của cơ quan"), "plans.add_item": _("Thêm việc vào kế hoạch"),
    "plans.edit_item": _("Sửa việc trong kế hoạch"), "plans.remove_item": _("Bỏ việc khỏi kế hoạch"),
    "plans.trace": _("Nối việc với điều khoản"), "plans.trace_to_none": _("Ghi việc không thuộc điều khoản nào"),
    "plans.untrace": _("Bỏ nối việc với điều khoản"), "plans.trace_sure": _("Chọn các đề xuất rõ nhất"),
    "plans.confirm": _("Xác nhận kế hoạch"), "plans.revise": _("Lập bản điều chỉnh kế hoạch"),
    "plans.drop": _("Bỏ bản nháp kế hoạch"), "plans.take_in_sheet": _("Nhận bảng tính kế hoạch"),
    "plans.apply_sheet": _("Ghi bảng tính vào kế hoạch"),
    "reporting.open_round": _("Mở kỳ báo cáo"), "reporting.saved": _("Nhập liệu báo cáo"),
    "reporting.submitted": _("Trình thủ trưởng"), "reporting.approved": _("Thủ trưởng duyệt"),
    "reporting.sent_back": _("Thủ trưởng yêu cầu sửa"), "reporting.accepted": _("Xác nhận báo cáo"),
    "reporting.returned": _("Trả lại báo cáo"), "workplan.create_task": _("Nhập nhiệm vụ"),
    "workplan.assigned": _("Giao việc"), "workplan.received": _("Cơ quan nhận việc"),
    "workplan.started": _("Bắt đầu thực hiện"), "workplan.progress": _("Tiến độ đã xác nhận"),
    "workplan.extended": _("Gia hạn"), "workplan.suspended": _("Tạm dừng"), "workplan.resumed": _("Tiếp tục thực hiện"),
    "workplan.transferred": _("Chuyển cơ quan chủ trì"), "workplan.claimed": _("Báo cáo hoàn thành"),
    "workplan.accepted": _("Xác nhận hoàn thành"), "workplan.returned": _("Trả lại, chưa hoàn thành"),
    "workplan.cancelled": _("Hủy nhiệm vụ"), "workplan.milestone": _("Mốc công việc"),
    "workplan.comment": _("Ghi chú"),
    "products.entered": _("Nhập sản phẩm"), "products.planned": _("Đổi ngày dự kiến"),
    "products.step_done": _("Xong bước của văn bản"), "products.step_left_out": _("Bỏ qua bước của văn bản"),
    "products.reported": _("Nhập số giải ngân"), "products.corrected": _("Sửa số liệu sản phẩm"),
    "products.decided": _("Ghi quyết định vốn"), "products.measure": _("Ghi biện pháp khắc phục"),
    "products.approved": _("Thủ trưởng duyệt sản phẩm"), "products.confirmed": _("Xác nhận sản phẩm"),
    "products.returned": _("Trả lại sản phẩm"), "products.withdrawn": _("Rút văn bản"),
    "products.replaced": _("Thay thế văn bản"), "products.promulgated": _("Ghi văn bản đã ban hành"),
    "products.closed": _("Kết thúc kiến nghị"), "products.reopened": _("Mở lại kiến nghị"),
    "products.became_task": _("Chuyển kiến nghị thành nhiệm vụ"), "products.add_type": _("Thêm loại văn bản"),
    "products.end_type": _("Ngừng dùng loại văn bản"), "products.ensure_types": _("Nạp loại văn bản"),
    "products.load_demonstration": _("Nạp sản phẩm trình diễn"),
    "products.count_audience": _("Khai đối tượng quán triệt"),
}  # fmt: skip
DETAILS: dict[str, Any] = {
    "accounts": _("số tài khoản"), "rounds": _("số kỳ"), "with_chance": _("tính được khả năng"),
    "doubtful_too": _("cả mục nghi ngờ"), "programme": _("chương trình"), "username": _("tên đăng nhập"),
    "role": _("vai trò"), "active": _("đang dùng"), "name": _("tên"), "package": _("gói"), "user": _("người"),
    "about": _("về"), "accept": _("chấp nhận"), "agencies": _("số cơ quan"), "clause": _("điều khoản"),
    "clauses": _("số điều khoản"), "code": _("mã"), "corrected": _("nội dung sửa"), "decision": _("quyết định"),
    "document": _("văn bản"), "due": _("hạn"), "due_on": _("hạn mới"), "entries": _("số mục"), "file": _("tệp"),
    "item": _("mục"), "items": _("số mục"), "key": _("cảnh báo"), "kind": _("loại"), "milestone": _("mốc"),
    "missing": _("thiếu"), "new": _("mới"), "note": _("ghi chú"), "old": _("cũ"), "on": _("ngày"),
    "organisation": _("cơ quan"), "percent": _("tỷ lệ"), "period": _("kỳ"), "proposal": _("đề xuất"),
    "reason": _("lý do"), "series": _("dãy số liệu"), "sha256": _("mã băm"), "state": _("trạng thái"),
    "workbook": _("bảng tính"), "cells": _("các ô"), "changes": _("số ô thay đổi"),
    "instrument": _("văn bản quyết định"), "moved": _("đã chuyển"), "from": _("từ"),
    "to": _("sang"), "until": _("đến hết ngày"), "before": _("trước đó"),
    "predecessor": _("cơ quan trước"), "successor": _("cơ quan sau"), "main": _("kế thừa chính"),
    "changed": _("thay đổi"), "effects": _("ảnh hưởng"), "adopted": _("số mục áp dụng"), "kept": _("số mục giữ nguyên"),
    "formula": _("công thức"), "former": _("công thức trước"), "figures": _("số số liệu"),
    "counts": _("số lượng theo việc ghi"), "listed": _("số dòng nêu ở đây"),
    "new_series": _("số dãy mới"), "source": _("nguồn"),
    "words": _("nội dung"), "targets": _("số chỉ tiêu"), "tasks": _("số nhiệm vụ"), "value": _("giá trị"),
    "notices": _("số thông báo"), "mails": _("số thư"), "made": _("số đã lập"), "observations": _("số số liệu"),
    "organisations": _("số cơ quan"), "version": _("phiên bản"), "demonstration": _("dữ liệu trình diễn"),
    "files": _("số tệp"), "title": _("tên"), "task": _("nhiệm vụ"), "unit": _("đơn vị"), "grade": _("mức"),
    "values": _("giá trị"), "groups": _("nhóm"), "amount": _("số tiền"), "address": _("địa chỉ"), "flag": _("điểm"),
    "after": _("sau đó"), "as_of": _("tính đến ngày"), "frequency": _("kỳ công bố"),
}  # fmt: skip
YES = _("có")


@register.filter
def action_words(code: str) -> str:
    """An action of the trail in words; one that has none shows its code."""
    return str(ACTIONS.get(code, code))


@register.filter
def details(data: dict[str, Any]) -> list[tuple[str, Any]]:
    """What an entry says of itself: [(name, value)], empty ones left out."""
    return [
        (str(DETAILS.get(name, name)), YES if value is True else value)
        for name, value in data.items()
        if value not in (None, "", [], {})
    ]
