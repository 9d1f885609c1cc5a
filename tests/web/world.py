"""A small programme, and the people of a programme: office, own agency, other agency, leader, inspector."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client

from lotrinh.packages import load_package
from lotrinh_web.accounts.models import Role, User
from lotrinh_web.audit.actions import SystemActor
from lotrinh_web.intake.package_import import import_package
from lotrinh_web.organisations.actions import add_member, record_succession
from lotrinh_web.organisations.models import Area, AreaVersion, Organisation
from lotrinh_web.programmes.models import Clause, Document, Programme
from lotrinh_web.workplan.actions import assign, create_task
from lotrinh_web.workplan.models import Assignment, Task
from web.remembered import remembered

SYSTEM = SystemActor("kiểm thử")


@pytest.fixture
def system() -> SystemActor:
    """The actor of set-up steps."""
    return SYSTEM


@dataclass
class World:
    """A programme with three tasks, four bodies (one of them merged away), and six people."""

    programme: Programme
    old_body: Organisation
    body: Organisation
    other_body: Organisation
    tasks: list[Task]
    people: dict[str, User]

    def client(self, who: str | None) -> Client:
        """A browser signed in as one of the people, or nobody."""
        client = Client()
        if who is not None:
            client.force_login(self.people[who])
        return client


def make_user(username: str, role: str) -> User:
    """An account."""
    user = User(username=username, full_name=username.replace("-", " ").title(), role=role)
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def world(db: Any) -> World:
    """See `World`."""
    return remembered(make_world)


def make_world() -> World:
    """Write the world into the database that is open."""
    document = Document.objects.create(
        type="Chương trình", issued_on=date(2023, 4, 17), short_title_vi="Chương trình thử"
    )
    area = Area.objects.create(code="thu", name_vi="Vùng thử", level="province")
    version = AreaVersion.objects.create(code="thu-1", area=area, name_vi="Vùng thử")
    programme = Programme.objects.create(
        code="thu", name_vi="Chương trình thử", document=document, starts_on=date(2023, 4, 17),
        ends_on=date(2030, 12, 31), area_version=version, published=True,
    )  # fmt: skip
    part = Clause.objects.create(document=document, path="III", order=1, depth=0, kind="part", title_vi="Nhiệm vụ")
    group = Clause.objects.create(
        document=document, path="III.1", parent=part, order=2, depth=1, kind="section", title_vi="Nhóm một"
    )
    old_body = Organisation.objects.create(code="so-cu", name_vi="Sở Cũ", kind="department", valid_to=date(2025, 2, 28))
    body = Organisation.objects.create(code="so-moi", name_vi="Sở Mới", kind="department", valid_from=date(2025, 3, 1))
    other = Organisation.objects.create(code="so-khac", name_vi="Sở Khác", kind="department")
    record_succession(actor=SYSTEM, predecessor=old_body, successor=body, on=date(2025, 3, 1), kind="merged")
    tasks = []
    for index, (lead, due) in enumerate(((old_body, date(2026, 6, 30)), (body, None), (other, date(2030, 12, 31)))):
        clause = Clause.objects.create(
            document=document, path=f"III.1.b{index + 1}", parent=group, order=3 + index, depth=2, kind="bullet",
            title_vi=f"Việc {index + 1}",
        )  # fmt: skip
        task = create_task(
            actor=SYSTEM, programme=programme, clause=clause, group=group, code=clause.path,
            title_vi=f"Việc {index + 1}",
            order=index, due_kind="date" if due else "continuous", due_on=due, product_vi="Kế hoạch",
        )  # fmt: skip
        assign(actor=SYSTEM, task=task, organisation=lead, part=Assignment.Part.LEAD, since=date(2023, 4, 17))
        tasks.append(task)
    people = {
        "office": make_user("thuong-truc", Role.PROGRAMME_OFFICER),
        "admin": make_user("quan-tri", Role.ADMINISTRATOR),
        "leader": make_user("lanh-dao", Role.LEADER),
        "inspector": make_user("kiem-tra", Role.INSPECTOR),
        "officer": make_user("chuyen-vien", Role.AGENCY_OFFICER),
        "head": make_user("thu-truong", Role.AGENCY_HEAD),
        "other_officer": make_user("chuyen-vien-khac", Role.AGENCY_OFFICER),
        "other_head": make_user("thu-truong-khac", Role.AGENCY_HEAD),
        "stranger": make_user("nguoi-la", Role.AGENCY_OFFICER),
    }
    for who, where in (("officer", body), ("head", body), ("other_officer", other), ("other_head", other)):
        add_member(actor=SYSTEM, user=people[who], organisation=where, since=date(2025, 3, 1))
    return World(programme, old_body, body, other, tasks, people)


def make_cantho() -> Programme:
    """Load the shipped programme of Cần Thơ, without demonstration data, into the database that is open."""
    return import_package(actor=SYSTEM, package=load_package("cantho-29nqtw"))
