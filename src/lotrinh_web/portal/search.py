"""Search over tasks, targets, bodies and clauses; tone marks may be left out, any order of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lotrinh_web.indicators.models import Target
from lotrinh_web.indicators.words import goal_words
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.templatetags.lotrinh import local
from lotrinh_web.workplan.models import Task

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its name cut into (words, whether they were asked for), and where it stands."""

    name: list[tuple[str, bool]]
    kind: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class Found:
    """The things of one kind; `total` counts those not shown too."""

    title: Any
    icon: str
    hits: list[Hit]
    total: int


def search(programme: Programme, words: str, *, signed_in: bool) -> list[Found]:
    """What holds all the words, best first. The public finds published targets and clauses only."""
    from lotrinh.text.fold import fold_loose

    terms = fold_loose(words).split()
    if not terms:
        return []

    def pick(rows: Iterable[tuple[Any, ...]]) -> tuple[list[int], int]:
        """Keys of rows (key, name, other texts …) that hold every term; a hit in the name counts most."""
        scored = []
        for place, (key, name, *others) in enumerate(rows):
            title = fold_loose(name)
            whole = " ".join([title, *(fold_loose(text) for text in others if text)])
            if all(term in whole for term in terms):
                in_name = sum(term in title for term in terms)
                scored.append((-in_name, " ".join(terms) not in title, place, key))
        return [key for *_rank, key in sorted(scored)[:SHOWN]], len(scored)

    finders = [_targets, _clauses] if not signed_in else [_targets, _tasks, _organisations, _clauses]
    found = [finder(programme, pick, terms, signed_in) for finder in finders]
    return [group for group in found if group.total]


def _targets(programme: Programme, pick: Any, terms: list[str], signed_in: bool) -> Found:
    published = Q() if signed_in else Q(published=True)
    rows = Target.objects.filter(published, programme=programme)
    names = rows.values_list("pk", "indicator__name_vi", "indicator__name_en", "words", "code")
    keys, total = pick(names.order_by("-in_programme", "order"))
    records = rows.select_related("indicator", "document", "area_version").in_bulk(keys)
    hits = [
        Hit(
            highlight(local(t.indicator, "name"), terms), t.due[:4],
            f"{goal_words(t)} · {t.area_version}" + ("" if t.in_programme else f" · {t.document}"),
            reverse("indicators:target", args=[t.pk]),
        )
        for t in (records[key] for key in keys)
    ]  # fmt: skip
    return Found(_("Chỉ tiêu"), "bullseye", hits, total)


def _tasks(programme: Programme, pick: Any, terms: list[str], signed_in: bool) -> Found:
    rows = Task.objects.filter(programme=programme)
    keys, total = pick(rows.values_list("pk", "title_vi", "title_en", "product_vi", "code", "clause__path"))
    records = rows.select_related("clause").in_bulk(keys)
    hits = [
        Hit(
            highlight(local(t, "title"), terms),
            t.clause.path,
            local(t, "product"),
            reverse("workplan:task", args=[t.pk]),
        )
        for t in (records[key] for key in keys)
    ]
    return Found(_("Nhiệm vụ"), "list-check", hits, total)


def _organisations(programme: Programme, pick: Any, terms: list[str], signed_in: bool) -> Found:
    keys, total = pick(Organisation.objects.values_list("pk", "name_vi", "name_en", "abbreviation"))
    records = Organisation.objects.in_bulk(keys)
    hits = [
        Hit(
            highlight(local(o, "name"), terms), o.abbreviation,
            str(_("đến %(day)s") % {"day": f"{o.valid_to:%d/%m/%Y}"}) if o.valid_to else "",
            reverse("portal:agency", args=[o.code]),
        )
        for o in (records[key] for key in keys)
    ]  # fmt: skip
    return Found(_("Cơ quan"), "buildings", hits, total)


def _clauses(programme: Programme, pick: Any, terms: list[str], signed_in: bool) -> Found:
    rows = Clause.objects.filter(document=programme.document_id).order_by("order")
    keys, total = pick(rows.values_list("pk", "title_vi", "title_en", "text", "path"))
    records = Clause.objects.select_related("parent").in_bulk(keys)
    hits = [
        Hit(
            highlight(local(c, "title"), terms), c.path, local(c.parent, "title"),
            f"{reverse('portal:programme')}?muc={c.path}",
        )
        for c in (records[key] for key in keys)
    ]  # fmt: skip
    return Found(_("Điều khoản"), "diagram-3", hits, total)


def highlight(text: str, terms: list[str]) -> list[tuple[str, bool]]:
    """The text cut into runs, True where a term stands; marks and case make no difference."""
    text = unicodedata.normalize("NFC", text)
    bare = "".join(_bare(letter) for letter in text)
    marked = [False] * len(text)
    for term in terms:
        at = bare.find(term)
        while at >= 0:
            marked[at : at + len(term)] = [True] * len(term)
            at = bare.find(term, at + 1)
    runs: list[tuple[str, bool]] = []
    for letter, mark in zip(text, marked, strict=True):
        if runs and runs[-1][1] == mark:
            runs[-1] = (runs[-1][0] + letter, mark)
        else:
            runs.append((letter, mark))
    return runs


def _bare(letter: str) -> str:
    """One letter without marks, in lower case, still one letter long."""
    lower = letter.lower().replace("đ", "d")
    return unicodedata.normalize("NFD", lower)[:1] or letter
