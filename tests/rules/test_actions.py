"""One door for writes: what changes records stands in an action; views write nothing themselves."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "src" / "lotrinh_web"
ACTION_MODULES = [
    "accounts.actions", "organisations.actions", "indicators.actions", "indicators.forecasts", "workplan.actions",
    "reporting.actions", "reporting.reviews", "reporting.offline", "reporting.letters",
    "oversight.reorganisation", "oversight.actions", "intake.actions", "intake.confirm",
    "intake.comparison", "intake.comparison_finish", "indicators.ledger", "plans.actions", "plans.sheets",
    "products.actions", "products.instruments.actions", "products.projects.actions", "products.dissemination.actions",
    "products.findings.actions", "products.demonstration", "intake.package_import", "intake.demonstration",
]  # fmt: skip
WRITES = {"save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create"}
READ_ONLY = ("views.py", "queries.py", "frame.py", "charts.py", "exports.py", "pages.py")


@pytest.mark.parametrize("name", ACTION_MODULES)
def test_public_functions_that_take_an_actor_are_actions(name: str) -> None:
    module = import_module(f"lotrinh_web.{name}")
    loose = [
        n for n, f in inspect.getmembers(module, inspect.isfunction)
        if f.__module__ == module.__name__ and not n.startswith("_")
        and "actor" in inspect.signature(f).parameters and not getattr(f, "is_action", False)
    ]  # fmt: skip
    assert loose == []


def test_reads_and_views_write_nothing() -> None:
    found = []
    for path in WEB.rglob("*.py"):
        if path.name not in READ_ONLY:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            target = ast.unparse(node.func.value)
            is_records = ".objects" in target or target.endswith(("submission", "task", "user", "draft"))
            if node.func.attr in WRITES and is_records:
                found.append(f"{path.relative_to(WEB)}:{node.lineno}")
    assert found == []
