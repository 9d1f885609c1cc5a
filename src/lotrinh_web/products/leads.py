"""Who leads the tasks that products hang on, read once for a whole page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.products.queries import Origin
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.workplan.models import Assignment, Task
from lotrinh_web.workplan.status import leads_on


class Origins:
    """The lead of each task on a day, successors in place; two queries however many tasks."""

    def __init__(self, tasks: Iterable[int], on: date, lineage: Lineage | None = None) -> None:
        self.lineage = lineage or Lineage()
        self.on = on
        leads = Assignment.objects.filter(leads_on(on), task__in=set(tasks), part=Assignment.Part.LEAD)
        self._leads = {found.task_id: found.organisation for found in leads.select_related("organisation")}

    def lead(self, task: int) -> Organisation | None:
        """The body that leads a task on the day; one that ended without a successor still answers by its name."""
        body = self._leads.get(task)
        return self.standing(body) if body is not None else None

    def standing(self, body: Organisation) -> Organisation:
        """A body, or the one in its place."""
        standing = self.lineage.standing(body, self.on)
        return standing.current or standing.original


def origin_of(task: Task, lead: Organisation | None, address: str, unconfirmed: int, *, demonstration: bool) -> Origin:
    """Where a product comes from, for reviews."""
    return Origin(
        path=task.clause.path, task=task.code, task_title=local(task, "title"), lead=local(lead, "name"),
        address=address, demonstration=demonstration, unconfirmed=unconfirmed,
    )  # fmt: skip
