"""Files that show a product: kept and judged as a task's evidence is, by whoever answers for the product."""

from __future__ import annotations

from lotrinh_web.accounts.access import Viewer, reads_all
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.products.access import AnyProduct, may_enter
from lotrinh_web.products.events import FIELD
from lotrinh_web.workplan import evidence
from lotrinh_web.workplan.life_models import EvidenceFile


def key_of(product: AnyProduct) -> str:
    """What names a product among its task's files: "instrument:12"."""
    return f"{FIELD[type(product)]}:{product.pk}"


def files_of(product: AnyProduct) -> list[EvidenceFile]:
    """Its files, newest first, those set aside with their reason."""
    return list(EvidenceFile.objects.filter(task=product.task_id, about=key_of(product)).select_related("uploaded_by"))


def may_open(user: Viewer, product: AnyProduct) -> bool:
    """Whoever reads all work, and the people of the body that answers for it."""
    return reads_all(user) or may_enter(actor=user, product=product)


@action(allow=may_enter)
def add_file(*, actor: Actor, product: AnyProduct, name: str, content: bytes, note: str = "") -> EvidenceFile:
    """Keep a file as evidence of a product; it stands with its task's evidence too."""
    kept = evidence.kept(actor=actor, task=product.task, name=name, content=content, note=note, about=key_of(product))
    data = {"name": kept.name, "sha256": kept.sha256}
    record(actor=actor, action="products.add_file", subject=product, data=data)
    return kept


@action(allow=may_enter)
def withdraw_file(*, actor: Actor, product: AnyProduct, file: EvidenceFile, reason: str) -> EvidenceFile:
    """Set a file aside with a reason; it stays readable and in the trail."""
    if not reason.strip():
        raise Refused("Ghi lý do rút tệp.")
    if file.about != key_of(product) or file.task_id != product.task_id or file.withdrawn_reason:
        raise Refused("Tệp này không thuộc hồ sơ hoặc đã rút. Tải lại trang.")
    file.withdrawn_reason = reason.strip()[:300]
    file.save(update_fields=["withdrawn_reason"])
    data = {"name": file.name, "sha256": file.sha256, "reason": file.withdrawn_reason}
    record(actor=actor, action="products.withdraw_file", subject=product, data=data)
    return file
