"""What coherence checks take and give. Pure data; numbers are `Decimal`, rates are in percent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, localcontext
from enum import StrEnum

from lotrinh.errors import InvalidData
from lotrinh.rollup import numbers

PRECISION = 34
Place = tuple[str, str]
"""A territory: the area and the version of it (`("Cần Thơ", "until 2025-06-30")`)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, ends included; None is unbounded. Raises `InvalidData` when
    reversed.
    """

    low: Decimal | None
    high: Decimal | None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InvalidData(
                f"Khoảng {numbers.vi(self.low)}–{numbers.vi(self.high)} bị ngược: đầu dưới lớn hơn đầu trên."
            )

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """One number."""
        return cls(value, value)

    def map(self, function: Callable[[Decimal], Decimal]) -> Interval:
        """The image under a rising function."""
        with localcontext() as context:
            context.prec = PRECISION
            low = None if self.low is None else function(self.low)
            return Interval(low, None if self.high is None else function(self.high))

    def contains(self, other: Interval) -> bool:
        """Whether every number of `other` is in this interval."""
        below = self.low is None or (other.low is not None and other.low >= self.low)
        above = self.high is None or (other.high is not None and other.high <= self.high)
        return below and above

    def text(self, places: int = 2, english: bool = False) -> str:
        """`7–7,5`; `≥ 220`; `≤ 16`."""
        write = numbers.en if english else numbers.vi
        if self.low is None and self.high is None:
            return "any" if english else "bất kỳ"
        if self.low is None or self.high is None:
            end = self.high if self.low is None else self.low
            assert end is not None
            return f"{'≤' if self.low is None else '≥'} {write(end, places)}"
        low, high = write(self.low, places), write(self.high, places)
        if low == high:
            return low
        dash = "–" if self.low >= 0 else (" to " if english else " đến ")
        return f"{low}{dash}{high}"


def hull(intervals: list[Interval]) -> Interval:
    """The smallest bounded interval that holds all of a non-empty list of bounded intervals."""
    lows = [i.low for i in intervals if i.low is not None]
    highs = [i.high for i in intervals if i.high is not None]
    return Interval(min(lows), max(highs))


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified target. `start` is the first year of a period average, None for a level in the year `due`.

    `comparator`: at_least, at_most, range, about, unstated (a bare figure; read as about). `area_version`
    names the territory it was set for; figures of another territory are never held against it.
    """

    indicator: str
    interval: Interval
    unit: str
    due: int
    area: str = ""
    area_version: str = ""
    start: int | None = None
    comparator: str = "range"
    convention: str = ""
    document: str = ""
    source: str = ""
    key: str = ""

    @property
    def label(self) -> str:
        """`key` where given, else the indicator with its due year."""
        return self.key or f"{self.indicator} {self.due}"

    @property
    def place(self) -> Place:
        """The territory it is about."""
        return self.area, self.area_version


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure of one year (`year`), or an average over `start`–`year`."""

    indicator: str
    year: int
    value: Decimal
    unit: str
    area: str = ""
    area_version: str = ""
    start: int | None = None
    status: str = ""
    convention: str = ""
    source: str = ""

    @property
    def place(self) -> Place:
        """The territory it is about."""
        return self.area, self.area_version


@dataclass(frozen=True, slots=True)
class Assumed:
    """One assumption: a range, and where it comes from. Nothing is assumed without a source."""

    interval: Interval
    source: str
    note: str = ""

    def __post_init__(self) -> None:
        if self.interval.low is None or self.interval.high is None:
            raise InvalidData("Một giả định phải có cả đầu dưới và đầu trên.")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the checks take for granted; None = not assumed, and the check then says what it would have to be.

    `deflator`: yearly change of the GRDP price level, %. `population_growth`: % a year. `exchange_rate`: VND
    for one USD in `exchange_rate_year` (None: in the due year). `exchange_rate_growth`: % a year from that
    year on (None: unchanged). `about`: how far from a figure "about" may lie, % of it.
    """

    deflator: Assumed | None = None
    population_growth: Assumed | None = None
    exchange_rate: Assumed | None = None
    exchange_rate_year: int | None = None
    exchange_rate_growth: Assumed | None = None
    about: Assumed = field(
        default_factory=lambda: Assumed(
            Interval.point(Decimal("2.5")), "quy ước của phần mềm, sửa được: «khoảng» là ± 2,5%"
        )
    )

    def edited(self, **changes: object) -> Assumptions:
        """A copy with some assumptions replaced. Raises `InvalidData` for an unknown name."""
        known = {f.name for f in fields(self)}
        for name in changes:
            if name not in known:
                raise InvalidData(f"Không có giả định tên «{name}». Các tên dùng được: {', '.join(sorted(known))}.")
        return replace(self, **changes)  # type: ignore[arg-type]

    def completed(self, other: Assumptions) -> Assumptions:
        """This one, with what it lacks taken from `other`."""
        changes: dict[str, object] = {
            name: getattr(other, name)
            for name in ("deflator", "population_growth", "exchange_rate_growth")
            if getattr(self, name) is None
        }
        if self.exchange_rate is None:
            changes |= {"exchange_rate": other.exchange_rate, "exchange_rate_year": other.exchange_rate_year}
        return self.edited(**changes)


class Verdict(StrEnum):
    """The outcome of one check."""

    FITS = "fits"
    CAN_FIT = "can_fit"
    CONFLICT = "conflict"
    CANNOT_SAY = "cannot_say"

    @property
    def vi(self) -> str:
        """The Vietnamese words on screen."""
        return _VERDICT_VI[self]


_VERDICT_VI = {
    Verdict.FITS: "khớp nhau",
    Verdict.CAN_FIT: "khớp trong một số trường hợp",
    Verdict.CONFLICT: "không thể cùng đạt",
    Verdict.CANNOT_SAY: "chưa kết luận được",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic in both languages, with its result where it has one."""

    vi: str
    en: str
    result: Interval | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What one quantity would have to be for the targets to hold together, the others at their most
    favourable.
    """

    quantity: str
    needed: Interval
    unit: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict of one check on some targets.

    `check`: growth, shares, per_head, level, two_currencies or territory. `gap` is by how much the targets
    miss one another, in `gap_unit` (None where they do not). `summary_vi` and `summary_en` are whole
    sentences.
    """

    check: str
    verdict: Verdict
    targets: tuple[Target, ...]
    summary_vi: str
    summary_en: str
    steps: tuple[Step, ...] = ()
    gap: Decimal | None = None
    gap_unit: str = ""
    remedies: tuple[Remedy, ...] = ()
    assumptions: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
