"""Three invented plans that show the cascade at work; every one is marked as demonstration data."""

from __future__ import annotations

from datetime import date

from lotrinh_web.audit.actions import Actor
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.plans import actions
from lotrinh_web.plans.models import Plan
from lotrinh_web.programmes.models import Clause, Programme

Item = tuple[str, str, date | None, str, str]  # words, product, due, unit, clause ("" none, "?" not yet traced)
PLANS: dict[str, tuple[str, bool, tuple[Item, ...]]] = {
    # body: name, whether confirmed, items
    "SCT": ("Kế hoạch của Sở Công Thương thực hiện Chương trình, giai đoạn 2026–2027", True, (
        ("Rà soát quy hoạch ngành, đề xuất danh mục cụm công nghiệp kêu gọi đầu tư", "Báo cáo rà soát và danh mục",
         date(2026, 12, 31), "Phòng Quản lý công nghiệp", "III.3.b3"),
        ("Xây dựng chương trình phát triển công nghiệp hỗ trợ của thành phố", "Dự thảo chương trình",
         date(2027, 6, 30), "Phòng Quản lý công nghiệp", "III.3.b4"),
        ("Mở rộng thương mại điện tử, hoàn thiện mạng lưới chợ và siêu thị ở các xã", "", None,
         "Phòng Quản lý thương mại", "III.4.b5"),
        ("Tổ chức kết nối tiêu thụ nông sản qua sàn thương mại điện tử", "Kế hoạch kết nối tiêu thụ",
         date(2026, 11, 30), "Trung tâm Xúc tiến thương mại", "III.4.b6"),
        ("Sắp xếp lại trụ sở làm việc sau hợp nhất", "Trụ sở được bố trí lại", date(2026, 12, 31), "Văn phòng Sở", ""),
    )),
    "SKHCN": ("Kế hoạch của Sở Khoa học và Công nghệ thực hiện Chương trình năm 2026", True, (
        ("Tham mưu nghị quyết ưu đãi nghiên cứu và đổi mới sáng tạo", "Dự thảo nghị quyết", date(2026, 12, 15),
         "Phòng Quản lý khoa học", "III.2.b2"),
        ("Chọn ngành công nghiệp mũi nhọn về công nghệ để ưu tiên hỗ trợ", "Danh mục ngành", date(2026, 12, 31),
         "Phòng Công nghệ", "III.3.b3"),
        ("Thành lập vườn ươm và hỗ trợ doanh nghiệp khởi nghiệp", "Vườn ươm đi vào hoạt động", date(2027, 3, 31),
         "Trung tâm Đổi mới sáng tạo", "III.5.b3"),
    )),
    "STC": ("Kế hoạch của Sở Tài chính thực hiện Chương trình năm 2026", False, (
        ("Xây dựng kế hoạch vốn và cam kết giải ngân đầu tư công của từng chủ đầu tư", "Kế hoạch vốn",
         date(2026, 12, 31), "Phòng Đầu tư", "III.8.b1"),
        ("Hoàn thiện bộ tiêu chí lựa chọn dự án FDI công nghệ cao", "Bộ tiêu chí", date(2026, 12, 20),
         "Phòng Kinh tế đối ngoại", "?"),
        ("Củng cố hợp tác xã gắn với nông nghiệp công nghệ cao", "", None, "Phòng Kinh tế tập thể", "?"),
    )),
}  # fmt: skip


def load_plans(actor: Actor, programme: Programme) -> int:
    """Enter the plans by the same actions as people do; how many were entered."""
    clauses = {clause.path: clause for clause in Clause.objects.filter(document=programme.document_id)}
    count = 0
    for code, (title, confirmed, items) in PLANS.items():
        body = Organisation.objects.filter(code=code).first()
        if body is None or any(item[4] not in clauses for item in items if item[4] not in ("", "?")):
            continue
        plan = actions.make_plan(
            actor=actor, programme=programme, organisation=body, title=title, starts_on=date(2026, 1, 1),
            ends_on=date(2027, 12, 31), demonstration=True,
        )  # fmt: skip
        _items(actor, plan, items, clauses)
        if confirmed:
            actions.confirm_plan(actor=actor, plan=plan)
        count += 1
    return count


def _items(actor: Actor, plan: Plan, items: tuple[Item, ...], clauses: dict[str, Clause]) -> None:
    for words, product, due, unit, path in items:
        item = actions.add_item(
            actor=actor, plan=plan, words=words, clause=clauses.get(path), product=product, due_on=due, unit=unit
        )
        if path == "":
            actions.trace_to_none(
                actor=actor, item=item, reason="Việc nội bộ của sở, không thuộc điều khoản nào của chương trình"
            )
