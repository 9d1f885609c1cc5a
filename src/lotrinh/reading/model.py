"""What the stages of the reader hand to one another: one `Reading`, filled in stage by stage.

All `start` and `end` are offsets into `Reading.source.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Literal

from lotrinh.reading import labels
from lotrinh.reading.labels import Label
from lotrinh.reading.source import Role, Source, Table
from lotrinh.reading.targets import TargetMention

Zone = Literal[
    "",
    "letterhead",
    "place_date",
    "type",
    "title",
    "attached",
    "lead",
    "addressee",
    "body",
    "rule",
    "closing",
    "recipients",
    "signature",
    "annex",
    "table",
    "page_number",
    "stamp",
    "navigation",
    "running_header",
    "footnote",
]
NodeKind = Literal[
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
    "paragraph",
]


@dataclass(slots=True)
class Strip:
    """One line as the stages see it: a line of the source, or a line of a cell of a letterhead or
    signature table.

    `gap` is true if a blank line stands before it. `zone` is what the line turned out to be.
    """

    text: str
    start: int
    end: int
    role: Role = "body"
    hard: bool = False
    indent: int = 0
    page: int | None = None
    left: float | None = None
    gap: bool = False
    confidence: float = 1.0
    zone: Zone = ""
    _label: Label | None = field(default=None, repr=False, compare=False)
    _label_of: str | None = field(default=None, repr=False, compare=False)

    @property
    def label(self) -> Label | None:
        """The label the line opens with: asked for by several stages, so told once."""
        if self._label_of is not self.text:
            self._label, self._label_of = labels.parse(self.text), self.text
        return self._label


@dataclass(slots=True)
class Paragraph:
    """Lines joined into running text. `pieces` are (offset in `text`, start, end in the source), in order."""

    text: str
    pieces: list[tuple[int, int, int]]
    zone: Zone
    confidence: float = 1.0
    broken: bool = False
    only: Strip | None = field(default=None, repr=False, compare=False)

    @property
    def label(self) -> Label | None:
        """The label the paragraph opens with; `only` is the line that is all of it, if it is one line."""
        if self.only is not None and self.only.text is self.text:
            return self.only.label
        return labels.parse(self.text)

    @property
    def start(self) -> int:
        return self.pieces[0][1]

    @property
    def end(self) -> int:
        return self.pieces[-1][2]

    def place(self, offset: int) -> int:
        """The source offset of a character of `text`."""
        index = bisect_right(self.pieces, (offset, 1 << 60, 0)) - 1 if len(self.pieces) > 1 else 0
        at, start, end = self.pieces[max(0, index)]
        return min(start + offset - at, end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of `text[start:end]`."""
        return self.place(start), self.place(max(start, end - 1)) + 1


@dataclass(slots=True)
class Node:
    """A node of the outline. `text` is its own words without the label; `paragraphs` are those it stands
    in, and
    `offset` is where its words begin in the first of them."""

    path: str
    kind: NodeKind
    label: str | None
    paragraphs: list[Paragraph] = field(default_factory=list)
    offset: int = 0
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    style: str = ""
    value: int | None = None
    confidence: float = 1.0
    labelled: bool = field(init=False, default=True)
    _heading: str = field(default="", repr=False, compare=False)
    _heading_of: Paragraph | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.labelled = self.kind != "paragraph"

    @property
    def heading(self) -> str:
        """The words of the labelled paragraph itself."""
        if not self.paragraphs:
            return ""
        first = self.paragraphs[0]
        if self._heading_of is not first:  # asked for by every clause below, and it may be long
            self._heading, self._heading_of = first.text[self.offset :].lstrip(), first
        return self._heading

    @property
    def text(self) -> str:
        """The heading and the unlabelled paragraphs that follow it, a line each."""
        return "\n".join([self.heading, *(p.text for p in self.paragraphs[1:])])

    def above(self) -> list[Node]:
        """The node itself and all above it, nearest first."""
        chain: list[Node] = []
        node: Node | None = self
        while node is not None:
            chain.append(node)
            node = node.parent
        return chain


@dataclass(slots=True)
class Header:
    """The fields of the first page and of the signature, each as it goes out; None is absent."""

    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    place: str | None = None
    issuer: str | None = None
    superior: str | None = None
    title: str | None = None
    capacity: str | None = None
    post: str | None = None
    name: str | None = None
    recipients: list[str] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    has_letterhead: bool = False
    party: bool = False

    def set(self, name: str, value: str | None, start: int, end: int, confidence: float = 1.0) -> None:
        """Fills in a field with where it stands and how sure the reader is."""
        setattr(self, name, value)
        self.spans[name] = (start, end)
        self.confidence[name] = confidence


@dataclass(slots=True)
class Citation:
    """Another document named in the text. `refers_to` is the span of its first full mention, where this is
    not it."""

    path: str
    type: str | None
    number: str | None
    symbol: str | None
    date: str | None
    text: str
    start: int
    end: int
    issuer: str | None = None
    confidence: float = 1.0
    refers_to: tuple[int, int] | None = None


@dataclass(slots=True)
class Deadline:
    """`kind` as in the output schema; `text` its words; `due` an ISO date or None."""

    kind: str = "none"
    text: str | None = None
    due: str | None = None


@dataclass(slots=True)
class Actor:
    """A body or person as named, and what the list of organisation kinds makes of it. `doubt` is a
    sentence or None."""

    name: str
    resolved: str | None = None
    kind: str | None = None
    confidence: float = 1.0
    doubt: str | None = None


@dataclass(slots=True)
class Assignment:
    """Who must do what by when."""

    path: str
    task: str
    lead: list[str]
    coordinating: list[str]
    deadline: Deadline
    product: str | None
    start: int
    end: int
    confidence: float = 1.0
    column: dict[str, str] = field(default_factory=dict)
    watches: bool = False
    """Whether the body only follows an indicator and reports on it, as a table of indicators says."""


@dataclass(slots=True)
class Anomaly:
    """Something a careful clerk would query."""

    path: str
    kind: str
    text: str | None
    why: str
    start: int | None = None
    end: int | None = None


@dataclass(slots=True)
class FoundTarget:
    """A target with the path of the clause that states it and its span in the source."""

    path: str
    mention: TargetMention
    start: int
    end: int


@dataclass(slots=True)
class Annex:
    """An annex: its heading, its title, its tables and its paragraphs."""

    path: str
    label: str | None
    title: str
    start: int
    end: int
    tables: list[Table] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A document on its way from a file to its content. Stages fill in the fields from top to bottom."""

    source: Source
    name: str = ""
    strips: list[Strip] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    header: Header = field(default_factory=Header)
    paragraphs: list[Paragraph] = field(default_factory=list)
    body_tables: list[tuple[Table, str]] = field(default_factory=list)
    cells: dict[int, list[Paragraph]] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    preamble: list[Paragraph] = field(default_factory=list)
    closing: list[Paragraph] = field(default_factory=list)
    footnotes: list[Paragraph] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    watchers: list[Assignment] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    targets: list[FoundTarget] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)
    unread: list[tuple[int, int]] = field(default_factory=list)
    unclear: list[tuple[int, int, str]] = field(default_factory=list)
    coverage: float = 0.0
    timings: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The reading in the published schema (`lotrinh/reading/schema.json`)."""
        from lotrinh.reading.output import to_json

        return to_json(self)

    def node(self, path: str) -> Node | None:
        """The outline node of a path, or None."""
        return next((n for n in self.nodes if n.path == path), None)
