"""The audit trail in words: what was done, and the names of its details."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

ACTIONS: dict[str, Any] = {
    "accounts.create_user": _("Tạo tài khoản"), "accounts.change_password": _("Đổi mật khẩu"),
    "accounts.set_active": _("Khóa hoặc mở tài khoản"), "indicators.record_observation": _("Ghi số liệu"),
    "indicators.correct_observation": _("Sửa số liệu"), "indicators.decide_proposal": _("Quyết định đề xuất chỉ tiêu"),
    "indicators.dismiss_finding": _("Bỏ qua điểm cần kiểm tra"), "indicators.save_scenario": _("Lưu phương án"),
    "indicators.make_forecasts": _("Lập dự báo"), "indicators.prefer_series": _("Chọn dãy số liệu"),
    "indicators.set_assumption": _("Đổi giả định"), "indicators.set_target": _("Nhập chỉ tiêu"),
    "intake.accept_sure": _("Chấp nhận các mục chắc chắn"), "intake.decide": _("Quyết định mục của bản đọc"),
    "intake.fill_programme": _("Điền nguyên văn cho chương trình"), "intake.import_package": _("Nạp gói chương trình"),
    "intake.load_demonstration": _("Nạp dữ liệu trình diễn"), "intake.ensure_accounts": _("Mở tài khoản trình diễn"),
    "intake.make_programme": _("Tạo chương trình từ văn bản"),
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
    "jobs.start": _("Yêu cầu việc nền"), "jobs.asked_again": _("Yêu cầu lại một việc nền đã có"),
    "oversight.answer": _("Trả lời giải trình"), "oversight.ask": _("Yêu cầu giải trình"),
    "oversight.dismiss": _("Bỏ qua cảnh báo"), "reporting.make_review": _("Lập báo cáo tổng hợp"),
    "reporting.take_in_workbook": _("Nhận bảng tính"), "reporting.apply_workbook": _("Ghi bảng tính vào báo cáo"),
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
    "targets": _("số chỉ tiêu"), "tasks": _("số nhiệm vụ"), "value": _("giá trị"),
}  # fmt: skip


@register.filter
def action_words(code: str) -> str:
    """An action of the trail in words; one that has none shows its code."""
    return str(ACTIONS.get(code, code))


@register.filter
def details(data: dict[str, Any]) -> list[tuple[str, Any]]:
    """What an entry says of itself: [(name, value)], empty ones left out."""
    return [(str(DETAILS.get(name, name)), value) for name, value in data.items() if value not in (None, "", [], {})]
