"""One door for writes: what changes records stands in an action; views write nothing themselves."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "src" / "lotrinh_web"
BESIDES = [
    "indicators.targets.forecasts", "indicators.targets.ledger", "reporting.reviews", "reporting.offline",
    "reporting.letters", "oversight.reorganisation", "intake.confirm", "intake.comparison", "intake.comparison_finish",
    "plans.sheets", "products.demonstration", "intake.package_import", "intake.demonstration",
]  # fmt: skip
ACTION_MODULES = BESIDES + [
    str(path.relative_to(WEB).with_suffix("")).replace("/", ".")
    for path in sorted(WEB.rglob("*actions.py"))
    if path != WEB / "audit" / "actions.py"  # the trail itself, which actions write to
]
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
