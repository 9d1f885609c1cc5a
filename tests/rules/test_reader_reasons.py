"""Why the reader did not understand a passage is said in English too: each of its sentences is known to the screen."""

from __future__ import annotations

import ast
import inspect

from lotrinh.reading.stages import account, unclear
from lotrinh_web.intake.words import DEADLINE, REASONS


def sentences(module: object) -> set[str]:
    """The whole sentences a module yields as reasons; where one has a part to fill in, with a word in its place."""
    found = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):  # type: ignore[arg-type]
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if text.startswith(("Không ", "Mục ", "Văn bản ")) and text.endswith("."):
            found.add(text)
    return found


def test_each_reason_of_the_reader_is_known_to_the_screen() -> None:
    told = sentences(unclear) | sentences(account)
    assert len(told) >= 3
    assert {text for text in told if text not in REASONS and not DEADLINE.fullmatch(text)} == set()
