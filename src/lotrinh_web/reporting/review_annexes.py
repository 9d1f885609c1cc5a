"""Annexes of a review about products: instruments, disbursement, dissemination, findings. Each row names its record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lotrinh_web.products import queries as products
from lotrinh_web.programmes.models import Programme
from lotrinh_web.templatetags.lotrinh import figure

if TYPE_CHECKING:
    from lotrinh.writing.document import Annex, Column, Source, Text


def product_annexes(programme: Programme, on: date, sources: dict[str, Source]) -> dict[str, Annex]:
    """The annexes that have content on a day; their sources are added to `sources`."""
    made = {
        "instruments": _instruments(products.instruments_for_review(programme, on), sources),
        "disbursement": _disbursement(products.disbursement_for_review(programme, on), sources),
        "dissemination": _dissemination(products.dissemination_for_review(programme, on), sources),
        "findings": _findings(products.findings_for_review(programme, on), sources),
    }
    return {code: annex for code, annex in made.items() if annex is not None}


def _annex(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Text]], note: str = "") -> Annex | None:
    from lotrinh.writing.document import Annex, Block, Paragraph, Table

    if not rows:
        return None
    numbered = [(str(n), *row) for n, row in enumerate(rows, 1)]
    table = Table(columns, numbered, size=11)
    blocks: list[Block] = [Paragraph(note), table] if note else [table]
    return Annex(title, blocks, landscape=True)


def _columns(*named: tuple[str, float]) -> list[Column]:
    from lotrinh.writing.document import Column

    return [Column("STT", 0.5, "center"), *(Column(title, width) for title, width in named)]


def _from(words: str, origin: products.Origin, sources: dict[str, Source], what: str) -> Text:
    """Words with the mark of their record; demonstration data says so, once."""
    from lotrinh.writing.document import Run

    marked = origin.demonstration and "trình diễn" not in words
    return (Run(words + (" [dữ liệu trình diễn]" if marked else ""), source=cited(words, origin, sources, what)),)


def cited(words: str, origin: products.Origin, sources: dict[str, Source], what: str) -> str:
    """The key of a product's record among the sources, with where it is read."""
    from lotrinh.writing.document import Source
    from lotrinh_web.reporting.review_texts import on_site

    key = "p" + "".join(letter for letter in origin.address if letter.isalnum())[-38:]
    sources[key] = Source(f"{what}: {words[:120]} (nhiệm vụ {origin.task})", on_site(origin.address))
    return key


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _money(value: Decimal | None) -> str:
    return figure(value) if value is not None else "chưa có số liệu"


def _percent(value: Decimal | None) -> str:
    return f"{figure(value)}%" if value is not None else "–"


def _instruments(rows: Sequence[products.InstrumentLine], sources: dict[str, Source]) -> Annex | None:
    columns = _columns(
        ("Văn bản", 3.4), ("Loại", 1.6), ("Chủ trì", 1.6), ("Tình trạng", 1.6), ("Bước hiện nay", 1.5),
        ("Kế hoạch ban hành", 1.2), ("Số, ngày ban hành", 1.6),
    )  # fmt: skip
    lines = [
        (
            _from(row.title, row.origin, sources, "Hồ sơ văn bản"), row.type, row.origin.lead, row.state_words,
            row.stage + (f" (chậm {row.days_late} ngày)" if row.days_late else ""), _day(row.planned_on),
            " ".join(part for part in (row.number, _day(row.promulgated_on)) if part),
        )
        for row in rows
    ]  # fmt: skip
    return _annex("VĂN BẢN THỂ CHẾ HÓA", columns, lines)


def _disbursement(found: products.DisbursementReview, sources: dict[str, Source]) -> Annex | None:
    columns = _columns(
        ("Dự án", 3.2), ("Chủ đầu tư, chủ trì", 1.8), ("Đơn vị", 0.9), ("Tổng mức", 1.2),
        (f"Kế hoạch {found.year}", 1.2), ("Giải ngân", 1.2), ("Đến ngày", 1), ("Tỷ lệ", 0.8), ("Cùng kỳ", 0.8),
    )  # fmt: skip
    lines = [
        (
            _from(row.name, row.origin, sources, "Hồ sơ dự án"), row.origin.lead, row.unit, figure(row.total),
            _money(row.plan), _money(row.paid), _day(row.paid_to),
            _percent(row.share) + (" (vượt kế hoạch)" if row.over_plan else ""), _percent(row.last_year_share),
        )
        for row in found.rows
    ]  # fmt: skip
    note = (
        f"{found.counted} trên {len(found.rows)} dự án có đủ kế hoạch và số giải ngân năm {found.year}: giải ngân "
        f"{figure(found.paid_million)} trên {figure(found.counted_plan_million)} triệu đồng, "
        f"đạt {_percent(found.share)}."
    )
    return _annex("VỐN ĐẦU TƯ VÀ GIẢI NGÂN", columns, lines, note)


def _dissemination(found: products.DisseminationReview, sources: dict[str, Source]) -> Annex | None:
    columns = _columns(
        ("Hoạt động", 3.2), ("Hình thức", 1.4), ("Cơ quan", 1.8), ("Ngày", 1), ("Nơi", 1.4), ("Số người", 0.9),
        ("Đảng viên, hội viên được quán triệt", 1.6),
    )  # fmt: skip
    lines = [
        (
            _from(row.title, row.origin, sources, "Hoạt động"), row.kind, row.organisation, _day(row.held_on),
            row.place, str(row.reached) if row.reached is not None else row.reason,
            f"{row.members_reached}/{row.members_total}" if row.members_reached is not None else "–",
        )
        for row in found.rows
    ]  # fmt: skip
    total = found.total
    note = (
        f"{total.activities} hoạt động, {total.reached} lượt người"
        + (f"; {total.repeats} hoạt động cùng đối tượng không cộng thêm" if total.repeats else "")
        + (f"; tỷ lệ được quán triệt {_percent(total.share)}" if total.share is not None else "")
        + "."
    )
    return _annex("QUÁN TRIỆT, TUYÊN TRUYỀN", columns, lines, note)


def _findings(rows: Sequence[products.FindingLine], sources: dict[str, Source]) -> Annex | None:
    columns = _columns(
        ("Kết luận", 2.2), ("Cơ quan kiểm tra", 1.6), ("Cơ quan thực hiện", 1.6), ("Yêu cầu", 3), ("Thời hạn", 1),
        ("Tình trạng", 1.5), ("Kết thúc", 1.4),
    )  # fmt: skip
    lines = [
        (
            _from(row.conclusion, row.origin, sources, "Kiến nghị"), row.inspecting_body, row.concerned, row.action,
            _day(row.due_on), row.state_words + (f" {row.days_late} ngày" if row.days_late else ""),
            " ".join(part for part in (_day(row.closed_on), row.closing_reason) if part),
        )
        for row in rows
    ]  # fmt: skip
    return _annex("KIẾN NGHỊ KIỂM TRA, GIÁM SÁT", columns, lines)
