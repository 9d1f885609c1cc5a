"""The records of a programme package, one dataclass for each definition of `schema.json`.

`schema.json` says what every field means; the two are held together by a test. Optional values are `None`,
never an empty string. Dates are days, the last day of a period is inclusive, figures are exact decimals.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from. Every figure, organisation, territory and later target names one."""

    code: str
    title: str
    url: str | None
    published: str | None
    certainty: Literal["verified", "secondary", "background"]
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document the package refers to; not its text."""

    code: str
    type_vi: str
    number: str | None
    date: dt.date | None
    issuer_vi: str
    title_vi: str
    title_en: str
    note_vi: str | None
    source: str
    certainty: Literal["verified", "secondary", "background"]


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme itself: facts of its document, what it carries out, who watches over it."""

    code: str
    title_vi: str
    title_en: str
    document: str
    place: str
    issuer: str
    capacity_vi: str
    signatory_post_vi: str
    signatory_post_en: str
    monitoring_organisation: str
    office_organisation: str
    office_basis: Literal["document", "proposed"]
    classification: Literal["none"]
    start: dt.date
    horizon: int
    vision: int | None
    area_version: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How the programme relates to another document."""

    document: str
    kind: Literal["implements", "related", "applies", "cited"]
    clauses: tuple[str, ...]
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One node of the outline. The words stay in the original document, found by path."""

    path: str
    parent: str | None
    kind: Literal[
        "part",
        "section",
        "subsection",
        "item",
        "letter",
        "bullet",
        "plus",
        "article",
        "clause",
        "point",
        "annex",
    ]
    label: str
    order: int
    role: Literal["heading", "purpose", "objective", "target", "vision", "group", "task", "guidance", "implementation"]
    title_vi: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Anomaly:
    """What a careful clerk would query in the document."""

    code: str
    path: str
    kind: Literal[
        "missing_number",
        "missing_header",
        "duplicate_header",
        "citation_mismatch",
        "issuer_contradiction",
        "inconsistent_name",
        "outdated_name",
        "mixed_spelling",
        "glyph_artefact",
        "page_number",
        "ambiguous_target",
        "duplicate_task",
        "no_actor",
        "non_standard_indicator",
    ]
    description_vi: str
    description_en: str
    proposal_vi: str | None
    decision: Literal["pending", "accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body as it stood between two dates. A reorganised body is a new record."""

    code: str
    name_vi: str
    name_en: str
    abbreviation: str | None
    kind: Literal[
        "party_committee",
        "party_advisory",
        "party_delegation",
        "front",
        "mass_organisation",
        "council",
        "peoples_committee",
        "department",
        "central_branch",
        "public_unit",
        "press",
        "association",
        "state_enterprise",
        "district_party_committee",
    ]
    level: Literal["central", "city", "district", "commune"]
    parent: str | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    identifier: str | None
    source: str
    certainty: Literal["verified", "secondary", "background"]
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class OrganisationSuccession:
    """One step from a body to a body that takes over (some of) its work."""

    code: str
    kind: Literal["merged", "split", "renamed", "re_established", "transferred"]
    predecessor: str
    successor: str
    date: dt.date
    primary: bool
    scope_vi: str | None
    instrument_vi: str | None
    source: str
    certainty: Literal["verified", "secondary", "background"]
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class Area:
    """A territory, whatever its boundaries."""

    code: str
    name_vi: str
    name_en: str
    kind: Literal["country", "region", "province", "district", "commune"]
    official_code: str | None


@dataclass(frozen=True, slots=True)
class AreaVersion:
    """A territory as it stood between two dates."""

    code: str
    area: str
    parent: str | None
    name_vi: str
    name_en: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    area_km2: Decimal | None
    source: str
    certainty: Literal["verified", "secondary", "background"]
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class AreaSuccession:
    """One step from an area version to the one that holds (part of) its ground."""

    predecessor: str
    successor: str
    date: dt.date
    allocation: Literal["whole", "split"]
    share: Decimal | None
    share_reason_vi: str | None
    source: str
    certainty: Literal["verified", "secondary", "background"]


@dataclass(frozen=True, slots=True)
class CommuneSource:
    """Units not listed here but read from a Python package when the package is loaded."""

    package: Literal["vietnam_provinces"]
    province_code: int
    parent: str
    valid_from: dt.date
    count: int
    code_prefix: str
    source: str
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A quantity with its definition."""

    code: str
    name_vi: str
    name_en: str
    definition_vi: str
    definition_en: str
    formula: str | None
    formula_vi: str | None
    unit_vi: str
    unit_en: str
    decimals: int
    price_basis: Literal["current", "constant_2010", "none"]
    direction: Literal["up", "down", "range", "neutral"]
    frequency: tuple[Literal["month", "quarter", "half_year", "nine_months", "year", "census"], ...]
    additive: Literal["sum", "last", "weighted_mean", "ratio_of_sums", "not_additive"]
    numerator: str | None
    denominator: str | None
    factor: Decimal | None
    accumulation: Literal["cumulative", "periodic"]
    forecast_type: Literal["growth", "level", "share", "composition", "count", "none"]
    composition: str | None
    owner_vi: str
    owner_organisation: str | None
    legal_source_vi: str
    official_code: str | None
    code_status: Literal["confirmed", "to_be_confirmed", "none"]
    role: Literal["programme", "supporting", "library"]
    groups: tuple[str, ...]
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that may stand on one line: one indicator, one territory, one convention."""

    code: str
    indicator: str
    area_version: str
    convention_vi: str
    convention_en: str
    preferred: bool
    reason_vi: str
    decision: Literal["proposed", "confirmed"]


@dataclass(frozen=True, slots=True)
class Observation:
    """One published figure. Contradicting figures are all kept."""

    code: str
    series: str
    period: str
    value: Decimal
    bound: Literal["exact", "about", "more_than", "range_low", "range_high"]
    kind: Literal[
        "estimate",
        "preliminary",
        "revised",
        "final",
        "census",
        "census_preliminary",
        "administrative",
        "claimed",
        "derived",
        "unstated",
    ]
    status_original: str
    published: str | None
    preferred: bool
    reason_vi: str | None
    note_vi: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number nobody published, needed for a check; may be edited."""

    code: str
    name_vi: str
    name_en: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit_vi: str
    assumption: Literal[True]
    note_vi: str
    source: str | None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry of a target's ledger."""

    date: dt.date | None
    event: Literal["set", "confirmed", "adjusted", "replaced", "withdrawn"]
    document: str
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """A value to be reached, for one indicator and one territory, as one document sets it."""

    code: str
    indicator: str
    area_version: str
    document: str
    clause: str | None
    comparator: Literal["equal", "about", "at_least", "at_most", "above", "below", "range", "qualitative", "unstated"]
    low: Decimal | None
    high: Decimal | None
    unit_vi: str | None
    approximate: bool
    measure: Literal["level", "period_average", "qualitative"]
    period_from: int | None
    period_to: int | None
    period_basis: Literal["document", "proposed"] | None
    due: int
    convention_vi: str | None
    value_words_vi: str
    status: Literal["in_force", "adjusted", "replaced", "withdrawn"]
    in_programme: bool
    source: str
    certainty: Literal["verified", "secondary", "background"]
    note_vi: str | None
    ledger: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A change of a target that a person must decide."""

    code: str
    target: str
    kind: Literal["adjusted", "replaced"]
    by_target: str | None
    by_document: str
    reason_vi: str
    reason_en: str
    decision: Literal["pending", "accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class Deliverable:
    """What is to be delivered."""

    kind: Literal["instrument", "project", "activity", "report", "other"]
    name_vi: str
    name_en: str
    basis: Literal["document", "proposed"]


@dataclass(frozen=True, slots=True)
class ResultIndicator:
    """How one would see that it worked."""

    code: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    direction: Literal["up", "down", "range"]
    frequency: Literal["quarter", "half_year", "year"]
    measured_vi: str
    measured_en: str
    library_indicator: str | None
    proposed: bool


@dataclass(frozen=True, slots=True)
class Due:
    """When."""

    kind: Literal["date", "month", "quarter", "year", "recurring", "continuous", "triggered"]
    due: dt.date | None
    recurrence: Literal["month", "quarter", "half_year", "year"] | None
    basis: Literal["document", "proposed"]
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """An organisation in a task."""

    organisation: str
    basis: Literal["document", "proposed"]
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """One task of the programme."""

    code: str
    clause: str
    group: str
    title_vi: str
    title_en: str
    deliverable: Deliverable
    result_indicator: ResultIndicator
    due: Due
    lead: Assignment
    coordinating: tuple[Assignment, ...]
    each_of: tuple[Assignment, ...]
    note_vi: str | None


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A demonstration account; a post, not a person."""

    code: str
    role: Literal[
        "leader", "programme_office", "agency_officer", "agency_head", "inspector", "analyst", "administrator"
    ]
    organisation: str
    name_vi: str
    name_en: str
    post_vi: str
    demonstration: Literal[True]


@dataclass(frozen=True, slots=True)
class DemoRound:
    """A reporting round."""

    code: str
    period: str
    title_vi: str
    title_en: str
    cut_from: dt.date
    cut_to: dt.date
    opens: dt.date
    due: dt.date
    state: Literal["planned", "open", "closed"]
    demonstration: Literal[True]


@dataclass(frozen=True, slots=True)
class DemoSubmission:
    """One agency's answer in one round."""

    code: str
    round: str
    organisation: str
    state: Literal["missing", "draft", "awaiting_approval", "approved", "returned", "accepted"]
    submitted: dt.date | None
    decided: dt.date | None
    reason_vi: str | None
    demonstration: Literal[True]


@dataclass(frozen=True, slots=True)
class DemoFigure:
    """A figure for the result indicator."""

    value: Decimal
    unit_vi: str
    demonstration: Literal[True]


@dataclass(frozen=True, slots=True)
class DemoEntry:
    """One task's progress in one submission."""

    code: str
    submission: str
    task: str
    text_vi: str
    difficulties_vi: str | None
    next_steps_vi: str | None
    figure: DemoFigure | None
    claim: Literal["not_started", "in_progress", "completed"]
    confidence: Literal["high", "medium", "low"] | None
    demonstration: Literal[True]


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """An event in a task's life."""

    code: str
    task: str
    organisation: str
    date: dt.date
    kind: Literal[
        "started",
        "milestone",
        "instrument_drafted",
        "instrument_submitted",
        "instrument_issued",
        "completion_claimed",
        "completion_accepted",
        "extension_requested",
    ]
    document_vi: str | None
    note_vi: str
    demonstration: Literal[True]


@dataclass(frozen=True, slots=True)
class DemoInstrument:
    """A legal instrument followed from proposal to promulgation."""

    code: str
    task: str
    organisation: str
    kind_vi: str
    number_vi: str | None
    title_vi: str
    due: dt.date
    stage: Literal["proposed", "drafting", "consultation", "appraisal", "submitted", "issued"]
    stage_date: dt.date
    demonstration: Literal[True]


@dataclass(frozen=True, slots=True)
class Demo:
    """Demonstration data, kept strictly apart."""

    notice_vi: str
    notice_en: str
    accounts: tuple[DemoAccount, ...]
    rounds: tuple[DemoRound, ...]
    submissions: tuple[DemoSubmission, ...]
    entries: tuple[DemoEntry, ...]
    events: tuple[DemoEvent, ...]
    instruments: tuple[DemoInstrument, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """Everything a package holds, in the order of the files."""

    format: Literal["lotrinh.programme-package"]
    format_version: Literal[1]
    code: str
    version: str
    name_vi: str
    name_en: str
    summary_vi: str
    summary_en: str
    as_of: dt.date
    licence: str
    files: tuple[str, ...]
    demo_file: str | None
    libraries: tuple[str, ...]
    programme: Programme
    relations: tuple[Relation, ...]
    clauses: tuple[Clause, ...]
    anomalies: tuple[Anomaly, ...]
    documents: tuple[Document, ...]
    sources: tuple[Source, ...]
    organisations: tuple[Organisation, ...]
    organisation_successions: tuple[OrganisationSuccession, ...]
    areas: tuple[Area, ...]
    area_versions: tuple[AreaVersion, ...]
    area_successions: tuple[AreaSuccession, ...]
    commune_sources: tuple[CommuneSource, ...]
    indicators: tuple[Indicator, ...]
    series: tuple[Series, ...]
    observations: tuple[Observation, ...]
    assumptions: tuple[Assumption, ...]
    targets: tuple[Target, ...]
    proposed_changes: tuple[ProposedChange, ...]
    tasks: tuple[Task, ...]
    demo: Demo | None = None
