"""Questions to a package that follow from dates: who answers for a task on a given day."""

from __future__ import annotations

from datetime import date

from lotrinh.errors import InvalidData
from lotrinh.packages.records import Organisation, Package, Task


def successors(package: Package, code: str, *, primary_only: bool = False) -> tuple[str, ...]:
    """Codes of the bodies that took over from `code` directly, the primary one first."""
    steps = [step for step in package.organisation_successions if step.predecessor == code]
    steps.sort(key=lambda step: (not step.primary, step.date, step.successor))
    return tuple(step.successor for step in steps if step.primary or not primary_only)


def organisation_in_force(package: Package, code: str, on: date) -> Organisation | None:
    """The body that holds the work of `code` on the day `on`, along primary successions.

    None if the body had not begun, or had ended without a successor, on that day.
    """
    by_code = {organisation.code: organisation for organisation in package.organisations}
    if code not in by_code:
        raise InvalidData(f"Gói chương trình không có cơ quan «{code}».")
    seen: set[str] = set()
    while code not in seen:
        seen.add(code)
        organisation = by_code[code]
        if organisation.valid_to is None or on <= organisation.valid_to:
            begun = organisation.valid_from is None or organisation.valid_from <= on
            return organisation if begun else None
        following = successors(package, code, primary_only=True)
        if not following:
            return None
        code = following[0]
    raise InvalidData(f"Các bước kế thừa của cơ quan «{code}» tạo thành vòng tròn.")


def task_lead(package: Package, task: Task, on: date) -> Organisation | None:
    """The one body that answers for `task` on the day `on`."""
    return organisation_in_force(package, task.lead.organisation, on)
