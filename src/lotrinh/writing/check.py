"""Says where a Word file departs from its format profile. It never changes the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lotrinh.writing import check_parts, check_text
from lotrinh.writing.check_view import Finding, View, read_view
from lotrinh.writing.profiles import Profile, load_profile

Rule = Callable[[View, Profile], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    check_parts.page,
    check_parts.font,
    check_parts.page_number,
    check_text.title,
    check_text.organ,
    check_text.number,
    check_text.place_date,
    check_text.type_and_subject,
    check_parts.body,
    check_text.signature,
    check_text.recipients,
)
"""Every rule, in the order of the page."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found, and by which profile."""

    profile: Profile
    findings: tuple[Finding, ...]


def guess_profile(view: View) -> Profile:
    """By the letterhead and the date: State motto → ND30; Party title → the one in force on the date."""
    from lotrinh.writing.profiles import choose_profile

    if any("CỘNG HÒA" in line.text.upper() or "ĐỘC LẬP" in line.text.upper() for line in view.head):
        return load_profile("ND30-2020")
    day = check_text.written_day(view)
    return choose_profile("party", day) if day else load_profile("HD05-2026")


def check_format(content: bytes, profile: str | None = None) -> CheckResult:
    """All departures of a .docx from a profile (guessed if None). Raises UnreadableDocument, InvalidData."""
    view = read_view(content)
    rules = load_profile(profile) if profile else guess_profile(view)
    return CheckResult(rules, tuple(found for rule in RULES for found in rule(view, rules)))
