"""The audit trail notices whatever is done to it behind its back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from lotrinh_web.audit.actions import AuditMissing, SystemActor, action, record
from lotrinh_web.audit.chain import verify
from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> None:
    """Five entries."""
    body = Organisation.objects.create(code="a", name_vi="A", kind="department")
    for index in range(5):
        with transaction.atomic():
            record(actor=SystemActor("thử"), action="test.act", subject=body, data={"lần": index, "số": "7,5"})


def kinds() -> set[tuple[int, str]]:
    return {(found.sequence, found.kind) for found in verify()}


def test_an_untouched_chain_holds(chain: None) -> None:
    assert kinds() == set()


def test_a_changed_entry_is_found(chain: None) -> None:
    AuditEntry.objects.filter(sequence=3).update(data={"lần": 99})
    assert kinds() == {(3, "changed")}


def test_a_changed_time_is_found(chain: None) -> None:
    entry = AuditEntry.objects.get(sequence=2)
    AuditEntry.objects.filter(sequence=2).update(recorded_at=entry.recorded_at + timedelta(seconds=1))
    assert kinds() == {(2, "changed")}


def test_a_missing_entry_is_found(chain: None) -> None:
    AuditEntry.objects.filter(sequence=3).delete()
    assert (3, "missing") in kinds()


def test_an_inserted_entry_is_found(chain: None) -> None:
    entry = AuditEntry.objects.get(sequence=5)
    entry.pk, entry.sequence = None, 6
    entry.save(force_insert=True)
    assert {kind for _, kind in kinds()} >= {"inserted", "changed", "cut off"}


def test_a_cut_off_tail_is_found(chain: None) -> None:
    AuditEntry.objects.filter(sequence=5).delete()
    assert kinds() == {(5, "cut off")}


def test_the_command_says_so_and_exits_with_one(chain: None, capsys: pytest.CaptureFixture[str]) -> None:
    AuditEntry.objects.filter(sequence=3).update(actor_name="ai đó")
    with pytest.raises((SystemExit, CommandError)) as stop:
        call_command("audit_verify")
    assert stop.value.code == 1
    assert "Bản ghi số 3 đã bị sửa" in capsys.readouterr().out


def test_an_action_without_an_entry_is_undone() -> None:
    @action(allow=lambda **_: True)
    def forgetful(*, actor: object) -> None:
        Organisation.objects.create(code="b", name_vi="B", kind="department")

    with pytest.raises(AuditMissing):
        forgetful(actor=SystemActor("thử"))
    assert not Organisation.objects.filter(code="b").exists()


def test_an_entry_outside_a_transaction_is_refused(transactional_db: None) -> None:
    body = Organisation.objects.create(code="c", name_vi="C", kind="department")
    with pytest.raises(AuditMissing):
        record(actor=SystemActor("thử"), action="test.act", subject=body)


def test_what_is_written_during_the_walk_is_no_break(chain: None) -> None:
    """The walk may take minutes in the background, while people go on working."""
    body, written = Organisation.objects.get(), []

    def meanwhile(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "audit_auditentry" in sql and "ORDER BY" in sql and not written:
            written.append(sql)
            record(actor=SystemActor("thử"), action="test.act", subject=body, data={})
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        assert kinds() == set()
    assert written
