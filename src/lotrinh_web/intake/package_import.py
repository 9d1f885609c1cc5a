"""A programme package becomes a programme: organisations, territories, indicators, figures, targets, tasks.

One transaction, one audit entry that names the package and counts what was taken. Reading a package and judging it is
the engine's work (`lotrinh.packages`); this file only writes records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from django.db import models

from lotrinh.packages import Package, dump_package
from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.indicators.methods.actions import settle_methods
from lotrinh_web.indicators.models import (
    Assumption,
    FigureSource,
    Indicator,
    Observation,
    Series,
    Target,
    TargetEvent,
    TargetProposal,
)  # fmt: skip
from lotrinh_web.organisations.models import Area, AreaSuccession, AreaVersion, Organisation, Succession
from lotrinh_web.programmes.models import Anomaly, Clause, Document, Programme, ProgrammeParent
from lotrinh_web.workplan.models import Assignment, Task, TaskEvent

M = TypeVar("M", bound=models.Model)
SUCCESSION_KINDS = {"re_established": Succession.Kind.RENAMED}
DUE_WORDS = {"month": "hằng tháng", "quarter": "hằng quý", "half_year": "6 tháng một lần", "year": "hằng năm"}


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def import_package(*, actor: Actor, package: Package) -> Programme:
    """Take a whole package in, or nothing of it. A programme of the same code is refused."""
    if Programme.objects.filter(code=package.code).exists():
        raise Refused(f"Chương trình «{package.code}» đã được nạp; không có gì thay đổi.")
    programme = _Import(package, actor).run()
    record(
        actor=actor, action="intake.import_package", subject=programme,
        data={
            "package": package.code, "version": package.version, "tasks": len(package.tasks),
            "targets": len(package.targets), "observations": len(package.observations),
            "organisations": len(package.organisations), "clauses": len(package.clauses),
        },
    )  # fmt: skip
    return programme


class _Import:
    """One import; keeps the records made so far by their package code."""

    def __init__(self, package: Package, actor: Actor) -> None:
        self.package = package
        self.user = account_of(actor)
        self.sources = {source.code: source for source in package.sources}
        self.documents: dict[str, Document] = {}
        self.organisations: dict[str, Organisation] = {}
        self.areas: dict[str, AreaVersion] = {}
        self.indicators: dict[str, Indicator] = {}
        self.clauses: dict[str, Clause] = {}

    def run(self) -> Programme:
        self._documents()
        self._organisations()
        self._areas()
        self._indicators()
        programme = self._programme()
        self._clauses(programme)
        self._figures()
        self._targets(programme)
        self._tasks(programme)
        return programme

    def _source(self, code: str | None) -> str:
        source = self.sources.get(code or "")
        return "" if source is None else f"{source.title} {source.url or ''}".strip()[:400]

    def _documents(self) -> None:
        for d in self.package.documents:
            number, symbol = _number_and_symbol(d.number)
            self.documents[d.code] = Document.objects.filter(
                type=d.type_vi, number=number, symbol=symbol, issued_on=d.date, number__isnull=False
            ).first() or Document.objects.create(
                type=d.type_vi, number=number, symbol=symbol, issued_on=d.date, issuer=d.issuer_vi,
                title="", short_title_vi=d.title_vi, short_title_en=d.title_en, source=self._source(d.source),
            )  # fmt: skip

    def _organisations(self) -> None:
        held = {o.code: o for o in Organisation.objects.all()}
        fresh = [
            Organisation(
                code=o.code, name_vi=o.name_vi, name_en=o.name_en, abbreviation=o.abbreviation or "", kind=o.kind,
                national_code=o.identifier or "", valid_from=o.valid_from, valid_to=o.valid_to,
                source=self._source(o.source), certainty=o.certainty,
            )
            for o in self.package.organisations
            if o.code not in held
        ]  # fmt: skip
        Organisation.objects.bulk_create(fresh)
        self.organisations = held | {o.code: o for o in fresh}
        for o in self.package.organisations:
            if o.parent:
                self.organisations[o.code].parent = self.organisations[o.parent]
        Organisation.objects.bulk_update(fresh, ["parent"])
        known = set(Succession.objects.values_list("predecessor__code", "successor__code"))
        Succession.objects.bulk_create(
            Succession(
                predecessor=self.organisations[s.predecessor], successor=self.organisations[s.successor], on=s.date,
                kind=SUCCESSION_KINDS.get(s.kind, s.kind), main=s.primary, scope=s.scope_vi or "",
                instrument=s.instrument_vi or "", source=self._source(s.source), certainty=s.certainty,
            )
            for s in self.package.organisation_successions
            if (s.predecessor, s.successor) not in known
        )  # fmt: skip

    def _areas(self) -> None:
        areas: dict[str, Area] = {}
        for a in self.package.areas:
            areas[a.code], _ = Area.objects.get_or_create(
                code=a.code, defaults={"name_vi": a.name_vi, "name_en": a.name_en, "level": a.kind}
            )
        official = {a.code: a.official_code or "" for a in self.package.areas}
        for v in self.package.area_versions:
            self.areas[v.code], _ = AreaVersion.objects.get_or_create(
                code=v.code,
                defaults={
                    "area": areas[v.area], "name_vi": v.name_vi, "name_en": v.name_en, "valid_from": v.valid_from,
                    "valid_to": v.valid_to, "official_code": official[v.area], "source": self._source(v.source),
                    "certainty": v.certainty,
                },
            )  # fmt: skip
        for v in self.package.area_versions:
            if v.parent and v.parent in self.areas:
                AreaVersion.objects.filter(pk=self.areas[v.code].pk).update(parent=self.areas[v.parent])
        self._communes()
        self._area_successions()

    def _communes(self) -> None:
        from lotrinh.packages import communes

        for source in self.package.commune_sources:
            for unit in communes(source.province_code):
                code = f"{source.code_prefix}{unit.code}"
                area, _ = Area.objects.get_or_create(code=code, defaults={"name_vi": unit.name, "level": "commune"})
                version, _ = AreaVersion.objects.get_or_create(
                    code=code,
                    defaults={
                        "area": area, "name_vi": unit.name, "official_code": unit.code,
                        "valid_from": source.valid_from, "parent": self.areas.get(source.parent),
                        "source": self._source(source.source), "certainty": "verified",
                    },
                )  # fmt: skip
                self.areas[code] = version

    def _area_successions(self) -> None:
        for s in self.package.area_successions:
            if s.predecessor not in self.areas or s.successor not in self.areas:
                continue
            AreaSuccession.objects.get_or_create(
                predecessor=self.areas[s.predecessor], successor=self.areas[s.successor],
                defaults={
                    "on": s.date, "share": 1 if s.allocation == "whole" else s.share,
                    "reason": s.share_reason_vi or "", "source": self._source(s.source),
                },
            )  # fmt: skip

    def _indicators(self) -> None:
        for i in self.package.indicators:
            self.indicators[i.code], _ = Indicator.objects.get_or_create(
                code=i.code,
                defaults={
                    "name_vi": i.name_vi, "name_en": i.name_en, "definition_vi": i.definition_vi,
                    "definition_en": i.definition_en, "formula": i.formula or "", "formula_words": i.formula_vi or "",
                    "unit": i.unit_vi, "decimals": i.decimals, "price_basis": i.price_basis,
                    "direction": {"range": "within", "neutral": "within"}.get(i.direction, i.direction),
                    "frequency": ",".join(i.frequency), "additive": i.additive, "accumulation": i.accumulation,
                    "forecast_type": i.forecast_type, "composition": i.composition or "", "owner": i.owner_vi,
                    "legal_source": i.legal_source_vi, "national_code": i.official_code or "",
                    "code_status": i.code_status, "role": i.role, "groups": list(i.groups), "note": i.note_vi or "",
                    "qualitative": i.forecast_type == "none" and i.role == "programme",
                    "numerator": i.numerator or "", "denominator": i.denominator or "", "factor": i.factor,
                },
            )  # fmt: skip
        settle_methods(list(self.indicators.values()))

    def _programme(self) -> Programme:
        p = self.package.programme
        document = self.documents[p.document]
        document.place = p.place
        document.signer = {"capacity": p.capacity_vi, "post": p.signatory_post_vi, "name": None}
        document.save(update_fields=["place", "signer"])
        programme = Programme.objects.create(
            code=self.package.code, name_vi=p.title_vi, name_en=p.title_en, document=document, starts_on=p.start,
            ends_on=date(p.horizon, 12, 31), owner=self.organisations.get(p.office_organisation),
            area_version=self.areas.get(p.area_version), published=True,
            package=dump_package(replace(self.package, demo=None)),
        )  # fmt: skip
        for relation in self.package.relations:
            kind = "implements" if relation.kind == "implements" else "related"
            ProgrammeParent.objects.get_or_create(
                programme=programme, document=self.documents[relation.document], defaults={"relation": kind}
            )
        return programme

    def _clauses(self, programme: Programme) -> None:
        for c in sorted(self.package.clauses, key=lambda clause: clause.order):
            self.clauses[c.path] = Clause.objects.create(
                document=programme.document, path=c.path, parent=self.clauses.get(c.parent or ""), order=c.order,
                depth=c.path.count("."), kind=c.kind, label=c.label, title_vi=c.title_vi, title_en=c.title_en,
            )  # fmt: skip
        Anomaly.objects.bulk_create(
            Anomaly(
                document=programme.document, path=a.path, kind=a.kind, words=a.proposal_vi or "", why=a.description_vi
            )
            for a in self.package.anomalies
        )

    def _figures(self) -> None:
        series: dict[str, Series] = {}
        for s in self.package.series:
            indicator = self.indicators[s.indicator]
            series[s.code] = Series.objects.create(
                code=s.code, indicator=indicator, area_version=self.areas[s.area_version], unit=indicator.unit,
                convention_vi=s.convention_vi, convention_en=s.convention_en, preferred=s.preferred,
                reason=s.reason_vi, decision=s.decision,
            )  # fmt: skip
        figure_sources = {
            code: FigureSource.objects.get_or_create(title=source.title, url=source.url or "")[0]
            for code, source in self.sources.items()
        }
        recorded_at = datetime.combine(self.package.as_of, time(12), UTC)
        Observation.objects.bulk_create(
            Observation(
                series=series[o.series], period=_period(o.period), value=o.value, kind=_kind(o.kind),
                kind_words=o.status_original, bound=o.bound, preferred=o.preferred,
                preferred_reason=o.reason_vi or "", vintage=o.published or "", source=figure_sources[o.source],
                note=o.note_vi or "", entered_by=self.user, recorded_at=recorded_at,
            )
            for o in self.package.observations
        )  # fmt: skip

    def _targets(self, programme: Programme) -> None:
        made: dict[str, Target] = {}
        for order, t in enumerate(self.package.targets):
            made[t.code] = Target.objects.create(
                programme=programme, code=t.code, status=t.status, clause=self.clauses.get(t.clause or ""),
                document=self.documents[t.document], indicator=self.indicators[t.indicator],
                area_version=self.areas[t.area_version], order=order, due=str(t.due), comparator=t.comparator,
                low=t.low, high=t.high, approximate=t.approximate, unit=t.unit_vi or "", measure=t.measure,
                period_from=t.period_from, period_to=t.period_to, convention=t.convention_vi or "",
                words=t.value_words_vi, in_programme=t.in_programme, source=self._source(t.source),
                note=t.note_vi or "",
            )  # fmt: skip
            TargetEvent.objects.bulk_create(
                TargetEvent(
                    target=made[t.code], kind=e.event, on=e.date, document=self.documents[e.document],
                    reason=e.note_vi or "",
                )
                for e in t.ledger
            )  # fmt: skip
        TargetProposal.objects.bulk_create(
            TargetProposal(
                target=made[c.target], code=c.code, kind=c.kind, by_target=made.get(c.by_target or ""),
                document=self.documents[c.by_document], reason_vi=c.reason_vi, reason_en=c.reason_en,
            )
            for c in self.package.proposed_changes
        )  # fmt: skip
        Assumption.objects.bulk_create(
            Assumption(
                programme=programme, code=a.code, name_vi=a.name_vi, name_en=a.name_en, value=a.value, low=a.low,
                high=a.high, unit=a.unit_vi, note=a.note_vi, source=self._source(a.source),
            )
            for a in self.package.assumptions
        )  # fmt: skip

    def _tasks(self, programme: Programme) -> None:
        for order, t in enumerate(self.package.tasks):
            r = t.result_indicator
            result, _ = Indicator.objects.get_or_create(
                code=r.code,
                defaults={
                    "name_vi": r.name_vi, "name_en": r.name_en, "unit": r.unit_vi, "frequency": r.frequency,
                    "direction": {"range": "within"}.get(r.direction, r.direction), "definition_vi": r.measured_vi,
                    "definition_en": r.measured_en, "role": "result", "proposed": r.proposed,
                    "forecast_type": "auto", "owner": self.organisations[t.lead.organisation].name_vi,
                },
            )  # fmt: skip
            recurrence = DUE_WORDS.get(t.due.recurrence or "", "")
            task = Task.objects.create(
                programme=programme, clause=self.clauses[t.clause], group=self.clauses[t.group], code=t.code,
                order=order, title_vi=t.title_vi, title_en=t.title_en, deliverable=t.deliverable.kind,
                product_vi=t.deliverable.name_vi, product_en=t.deliverable.name_en, result_indicator=result,
                starts_on=programme.starts_on, due_kind=t.due.kind, due_on=t.due.due, current_due=t.due.due,
                due_words=t.due.note_vi or recurrence, due_recurrence=t.due.recurrence or "", due_basis=t.due.basis,
            )  # fmt: skip
            self._assignments(programme, task, t)

    def _assignments(self, programme: Programme, task: Task, t: Any) -> None:
        parts: Iterable[tuple[str, Any]] = [
            (Assignment.Part.LEAD, t.lead),
            *((Assignment.Part.COORDINATING, a) for a in t.coordinating),
            *((Assignment.Part.EACH, a) for a in t.each_of if a.organisation != t.lead.organisation),
        ]
        seen: set[str] = set()
        rows = []
        for part, a in parts:
            if a.organisation in seen:
                continue
            seen.add(a.organisation)
            rows.append(
                Assignment(
                    task=task,
                    organisation=self.organisations[a.organisation],
                    part=part,
                    since=programme.starts_on,
                    basis=a.basis,
                    reason=(a.note_vi or "")[:300],
                )
            )
        Assignment.objects.bulk_create(rows)
        TaskEvent.objects.create(
            task=task, kind=TaskEvent.Kind.ASSIGNED, on=programme.starts_on,
            organisation=self.organisations[t.lead.organisation], actor=self.user,
            reason="Đề xuất khi nạp gói chương trình." if t.lead.basis == "proposed" else "Theo văn bản.",
        )  # fmt: skip


def _number_and_symbol(printed: str | None) -> tuple[str | None, str | None]:
    """ "29-NQ/TW" → ("29", "NQ/TW"); "1519/QĐ-TTg" → ("1519", "QĐ-TTg"); "202/2025/QH15" → ("202", "2025/QH15")."""
    if not printed:
        return None, None
    head = len(printed) - len(printed.lstrip("0123456789"))
    return (printed[:head] or None), (printed[head:].lstrip("-/") or None)


def _period(code: str) -> str:
    """The package's period codes in the calendar's form: 2025Q1 → 2025-Q1, 2024M09C → 2024-9M."""
    if code.endswith("M09C"):
        return f"{code[:4]}-9M"
    if len(code) > 4 and code[4] in "QH":
        return f"{code[:4]}-{code[4:]}"
    return code


def _kind(kind: str) -> str:
    return kind if kind in Observation.Kind.values else str(Observation.Kind.UNSTATED)
