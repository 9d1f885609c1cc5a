"""The parts that pages are built of: pills, bars, cards, tables, charts. Call syntax: `docs/screens.md`.

A status is always word + shape + colour. Colours are CSS classes (`tone-…`); widths are SVG or <progress>
values, never inline styles, so that the content-security policy stays strict.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lotrinh_web.templatetags.lotrinh import address_with, figure

register = template.Library()


@dataclass(frozen=True, slots=True)
class State:
    """How one status shows: its words, the short form for narrow places, its shape and its tone."""

    label: Any
    short: Any
    shape: str
    tone: str


TASK_STATES: dict[str, State] = {
    "done_on_time": State(gettext_lazy("Hoàn thành đúng hạn"), gettext_lazy("Đúng hạn"), "disc-check", "done"),
    "done_late": State(gettext_lazy("Hoàn thành quá hạn"), gettext_lazy("Xong quá hạn"), "disc-bar", "late"),
    "open_in_time": State(gettext_lazy("Chưa hoàn thành, trong hạn"), gettext_lazy("Trong hạn"), "ring", "open"),
    "due_soon": State(gettext_lazy("Chưa hoàn thành, sắp đến hạn"), gettext_lazy("Sắp đến hạn"), "half-ring", "soon"),
    "overdue": State(gettext_lazy("Chưa hoàn thành, quá hạn"), gettext_lazy("Quá hạn"), "triangle", "danger"),
    "awaiting_acceptance": State(gettext_lazy("Chờ xác nhận"), gettext_lazy("Chờ xác nhận"), "hourglass", "wait"),
    "unassigned": State(gettext_lazy("Chưa giao"), gettext_lazy("Chưa giao"), "dashed-ring", "quiet"),
    "suspended": State(gettext_lazy("Tạm dừng"), gettext_lazy("Tạm dừng"), "pause", "quiet"),
    "cancelled": State(gettext_lazy("Hủy"), gettext_lazy("Hủy"), "cross", "quiet"),
    "continuous": State(gettext_lazy("Thường xuyên"), gettext_lazy("Thường xuyên"), "loop", "open"),
}
TARGET_LIGHTS: dict[str, State] = {
    "met": State(gettext_lazy("Đã đạt"), gettext_lazy("Đã đạt"), "disc-check", "done"),
    "likely": State(gettext_lazy("Khả năng cao"), gettext_lazy("Khả năng cao"), "disc", "done"),
    "uncertain": State(gettext_lazy("Cần chú ý"), gettext_lazy("Cần chú ý"), "diamond", "soon"),
    "unlikely": State(gettext_lazy("Nguy cơ không đạt"), gettext_lazy("Nguy cơ"), "triangle-down", "danger"),
    "cannot_say": State(gettext_lazy("Chưa đủ dữ liệu"), gettext_lazy("Chưa đủ dữ liệu"), "dashed-square", "quiet"),
    "not_yet": State(gettext_lazy("Chưa đến kỳ công bố"), gettext_lazy("Chưa đến kỳ"), "dashed-square", "quiet"),
}
SUBMISSION_STATES: dict[str, State] = {
    "not_open": State(gettext_lazy("Chưa mở"), gettext_lazy("Chưa mở"), "dashed-square", "quiet"),
    "not_started": State(gettext_lazy("Chưa nhập"), gettext_lazy("Chưa nhập"), "dashed-ring", "quiet"),
    "draft": State(gettext_lazy("Đang nhập"), gettext_lazy("Đang nhập"), "half-ring", "open"),
    "awaiting_approval": State(gettext_lazy("Chờ thủ trưởng duyệt"), gettext_lazy("Chờ duyệt"), "hourglass", "wait"),
    "approved": State(gettext_lazy("Đã duyệt, chờ xác nhận"), gettext_lazy("Đã duyệt"), "ring-check", "wait"),
    "returned": State(gettext_lazy("Trả lại"), gettext_lazy("Trả lại"), "arrow-back", "danger"),
    "accepted": State(gettext_lazy("Đã xác nhận"), gettext_lazy("Đã xác nhận"), "disc-check", "done"),
}
UNKNOWN = State(gettext_lazy("Không rõ"), gettext_lazy("Không rõ"), "dashed-square", "quiet")
STRIP_ORDER = tuple(TASK_STATES)

# 16 × 16, drawn in the pill's own colour; "cut" parts take the pill's background.
_STROKE = 'fill="none" stroke="currentColor" stroke-width="2"'
_CUT = 'class="cut" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_DISC = '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
_RING = f'<circle cx="8" cy="8" r="6" {_STROKE}/>'
_DASHED = f'{_STROKE} stroke-dasharray="2.6 2.1"'
_ROUND = 'stroke-linecap="round" stroke-linejoin="round"'
SHAPES = {
    "disc": '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    "disc-check": f'{_DISC}<path {_CUT} d="M4.8 8.3l2.2 2.2 4.2-4.6"/>',
    "disc-bar": f'{_DISC}<path {_CUT} d="M4.5 8h7"/>',
    "ring": _RING,
    "ring-check": f'{_RING}<path {_STROKE} {_ROUND} d="M5.2 8.2l2 2 3.6-4"/>',
    "half-ring": f'{_RING}<path fill="currentColor" d="M8 2a6 6 0 0 1 0 12z"/>',
    "triangle": (
        '<path fill="currentColor" d="M8 1.2 15.4 14a.8.8 0 0 1-.7 1.2H1.3A.8.8 0 0 1 .6 14z"/>'
        f'<path {_CUT} d="M8 6v4M8 12.4v.1"/>'
    ),
    "triangle-down": '<path fill="currentColor" d="M8 14.8.6 2A.8.8 0 0 1 1.3.8h13.4a.8.8 0 0 1 .7 1.2z"/>',
    "diamond": '<path fill="currentColor" d="M8 .8 15.2 8 8 15.2.8 8z"/>',
    "hourglass": (
        f'<path {_STROKE} {_ROUND} d="M3.5 1.8h9M3.5 14.2h9M4.5 2c0 4 7 4 7 12M11.5 2c0 4-7 4-7 12"/>'
        '<path fill="currentColor" d="M5.6 13.4c.6-2 4.2-2 4.8 0z"/>'
    ),
    "dashed-ring": f'<circle cx="8" cy="8" r="6" {_DASHED}/>',
    "dashed-square": f'<rect x="2" y="2" width="12" height="12" rx="2" {_DASHED}/>',
    "pause": '<path fill="currentColor" d="M3 2h3.6v12H3zM9.4 2H13v12H9.4z"/>',
    "cross": f'<path {_STROKE} {_ROUND} d="M3 3l10 10M13 3 3 13"/>',
    "loop": (
        f'<path {_STROKE} {_ROUND} d="M13.6 6.2A6 6 0 0 0 3 4.6M2.4 9.8A6 6 0 0 0 13 11.4"/>'
        f'<path {_STROKE} {_ROUND} d="M3 1.4v3.4h3.4M13 14.6v-3.4H9.6"/>'
    ),
    "arrow-back": f'<path {_STROKE} {_ROUND} d="M6 3 2 7l4 4M2.4 7H10a4 4 0 0 1 0 7.6H7.5"/>',
}


def shape_svg(name: str) -> SafeString:
    """One of our own shapes; decoration only, the words stand beside it."""
    inner = SHAPES.get(name, SHAPES["dashed-square"])
    return mark_safe(  # noqa: S308 our own constant
        '<svg class="shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
        f"{inner}</svg>"
    )


@register.simple_tag
def shape(name: str) -> SafeString:
    """A bare shape, for legends."""
    return shape_svg(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Bootstrap icon as decoration: `{% icon "printer" %}`."""
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


# --- pills --------------------------------------------------------------------------------------------------


def _pill(state: State, *, short: bool, extra: str = "", hint: str = "") -> dict[str, Any]:
    label = state.short if short else state.label
    return {"state": state, "label": label, "extra": extra, "hint": hint, "shape": shape_svg(state.shape)}


def _given(value: Any) -> float | None:
    """A number from a template, where a name that is not there comes as ""."""
    return None if value is None or value == "" else float(value)


def days_words(days: int) -> str:
    """12 → "12 ngày"."""
    return ngettext("%(count)s ngày", "%(count)s ngày", days) % {"count": figure(days)}


@register.inclusion_tag("components/pill.html")
def status_pill(status: Any, days: int | None = None, short: bool = False, hint: str = "") -> dict[str, Any]:
    """A task's derived status; `days` late or left; `hint` says by which rule."""
    number = _given(days)
    extra = "" if number is None else days_words(abs(int(number)))
    return _pill(TASK_STATES.get(str(status or ""), UNKNOWN), short=short, extra=extra, hint=hint)


@register.inclusion_tag("components/pill.html")
def target_light(light: Any, reason: str = "", short: bool = False) -> dict[str, Any]:
    """How a target stands; `reason` is shown on hover and to screen readers."""
    return _pill(TARGET_LIGHTS.get(str(light or "cannot_say"), UNKNOWN), short=short, hint=reason)


@register.inclusion_tag("components/pill.html")
def submission_pill(state: Any, short: bool = False, hint: str = "") -> dict[str, Any]:
    """Where an agency's submission stands."""
    return _pill(SUBMISSION_STATES.get(str(state or ""), UNKNOWN), short=short, hint=hint)


@register.inclusion_tag("components/pill.html")
def pill(label: str, tone: str = "quiet", shape: str = "ring", hint: str = "") -> dict[str, Any]:
    """Any other state: tones are done, late, open, soon, danger, wait, quiet."""
    return _pill(State(label, label, shape, tone), short=False, hint=hint)


@register.filter
def status_name(status: Any) -> str:
    """A task status in words."""
    return str(TASK_STATES.get(str(status or ""), UNKNOWN).label)


@register.filter
def status_tone(status: Any) -> str:
    """The tone of a task status, for `tone-…` classes."""
    return TASK_STATES.get(str(status or ""), UNKNOWN).tone


# --- numbers as pictures ------------------------------------------------------------------------------------


@register.inclusion_tag("components/chance.html")
def chance_bar(
    value: float | None,
    was: float | None = None,
    reason: str = "",
    likely: float = 0.7,
    unlikely: float = 0.4,
) -> dict[str, Any]:
    """A chance between 0 and 1 as a number and a bar; None says there is not enough data, with the reason."""
    value, was = _given(value), _given(was)
    if value is None or math.isnan(value):
        return {"known": False, "reason": reason}
    share = min(1.0, max(0.0, value))
    tone = "done" if share >= likely else "soon" if share >= unlikely else "danger"
    whole = round(share * 100)
    change = None if was is None else whole - round(float(was) * 100)
    # Nothing in this trade is certain: never print 0% or 100%.
    words = _("dưới 1%") if share < 0.005 else _("trên 99%") if share > 0.995 else f"{whole}%"
    return {
        "known": True, "whole": whole, "words": words, "tone": tone, "change": change,
        "moved": abs(change) if change else 0, "was": None if was is None else round(float(was) * 100),
        "likely": round(likely * 100), "unlikely": round(unlikely * 100),
    }  # fmt: skip


@register.inclusion_tag("components/strip.html")
def status_strip(counts: Mapping[Any, int], href: str = "") -> dict[str, Any]:
    """A bar of how many tasks stand at each status: `counts` maps status → number."""
    known = {str(key): int(number) for key, number in counts.items() if number}
    total = sum(known.values())
    parts, at = [], 0.0
    for code in STRIP_ORDER:
        if number := known.get(code):
            width = number / total * 100
            state = TASK_STATES[code]
            place = {"x": f"{at:.3f}", "width": f"{width:.3f}"}
            parts.append({**place, "tone": state.tone, "label": state.label, "n": number})
            at += width
    words = "; ".join(f"{part['label']}: {part['n']}" for part in parts)
    return {"parts": parts, "total": total, "words": words, "href": href}


def _scaled(values: Sequence[float], low: float, high: float, height: float, margin: float) -> list[float]:
    span = (high - low) or 1.0
    return [round(margin + (height - 2 * margin) * (1 - (value - low) / span), 2) for value in values]


@register.inclusion_tag("components/sparkline.html")
def sparkline(
    values: Iterable[float | None], low: float | None = None, high: float | None = None, label: str = "",
    width: int = 120, height: int = 32,
) -> dict[str, Any]:  # fmt: skip
    """A small line of figures (None: no figure, the line breaks) with the target band `low` to `high`."""
    low, high = _given(low), _given(high)
    numbers = [_given(value) for value in values or ()]
    points = [value if value is not None and math.isfinite(value) else None for value in numbers]
    known = [value for value in points if value is not None]
    if not known:
        return {"known": False, "label": label}
    bounds = known + [edge for edge in (low, high) if edge is not None]
    bottom, top = min(bounds), max(bounds)
    margin, step = 4.0, (width - 10) / max(1, len(points) - 1)
    segments: list[list[str]] = [[]]
    last = ("0", "0")
    for index, value in enumerate(points):
        if value is None:
            segments.append([])
            continue
        x, y = f"{5 + index * step:.1f}", f"{_scaled([value], bottom, top, height, margin)[0]:.1f}"
        segments[-1].append(f"{x},{y}")
        last = (x, y)
    band = None
    if edges := [edge for edge in (high, low) if edge is not None]:
        # One bound only: the band is a line at that bound.
        y_upper, y_lower = _scaled([edges[0], edges[-1]], bottom, top, height, margin)
        band = {"y": f"{y_upper - 0.75:.2f}", "height": f"{max(1.5, y_lower - y_upper):.2f}"}
    words = ", ".join(figure(value) for value in known)
    return {
        "known": True, "lines": [" ".join(segment) for segment in segments if len(segment) > 1],
        "dots": [segment[0].split(",") for segment in segments if len(segment) == 1],
        "last": last, "band": band, "width": width, "height": height, "label": label, "words": words,
    }  # fmt: skip


@register.simple_tag
def heat_class(value: float | None, largest: float | None) -> str:
    """Class of a heat-matrix cell, `heat-0` to `heat-5`: `<td class="heat {% heat_class n max %}">`."""
    if not value or not largest:
        return "heat-0"
    return f"heat-{min(5, max(1, math.ceil(float(value) / float(largest) * 5)))}"


@register.inclusion_tag("components/progress.html")
def progress_bar(value: float, total: float = 100, label: str = "", tone: str = "open") -> dict[str, Any]:
    """Done of total, as numbers and a bar."""
    share = 0 if not total else min(100, max(0, round(float(value) / float(total) * 100)))
    return {"value": value, "total": total, "share": share, "label": label, "tone": tone}


# --- page furniture -----------------------------------------------------------------------------------------


@register.simple_block_tag(end_name="endpage_header")
def page_header(content: str, title: str, kicker: str = "", lead: str = "") -> SafeString:
    """The page's h1, what kind of thing it is, one sentence, and (the block's content) what can be done."""
    return render_to_string(
        "components/page_header.html",
        {"content": mark_safe(content.strip()), "title": title, "kicker": kicker, "lead": lead},  # noqa: S308
    )


NO_FILTER = {"sap-xep", "trang", "xem"}
"""What the address may hold that narrows nothing down: the order, the page, the view."""


@register.simple_block_tag(takes_context=True, end_name="endfilter_bar")
def filter_bar(context: Any, content: str, target: str = "#results", label: str = "") -> SafeString:
    """A GET form whose answer replaces `target` as one types; the address bar keeps the filter."""
    request = context["request"]
    return render_to_string(
        "components/filter_bar.html",
        {
            "content": mark_safe(content.strip()),  # noqa: S308
            "target": target,
            "label": label or _("Bộ lọc"),
            "action": request.path,
            "sort": request.GET.get("sap-xep", ""),
            "filtered": any(value for key, value in request.GET.items() if key not in NO_FILTER),
        },
    )


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A message in the page: info, done, soon (take care) or danger."""
    icons = {
        "info": "info-circle",
        "done": "check-circle",
        "soon": "exclamation-circle",
        "danger": "x-octagon",
    }
    return render_to_string(
        "components/notice.html",
        {
            "content": mark_safe(content.strip()),  # noqa: S308
            "tone": tone, "title": title, "icon": icons.get(tone, "info-circle"),
        },
    )  # fmt: skip


@register.simple_block_tag(end_name="endpanel")
def panel(content: str, title: str, note: str = "", href: str = "", action: str = "", id: str = "") -> SafeString:
    """A titled box; `href` with `action` is the link at its right."""
    return render_to_string(
        "components/panel.html",
        {
            "content": mark_safe(content),  # noqa: S308
            "title": title, "note": note, "href": href, "action": action or _("Xem tất cả"), "id": id,
        },
    )  # fmt: skip


@register.inclusion_tag("components/stat.html")
def stat_card(
    label: str, value: Any, note: str = "", href: str = "", tone: str = "", shape: str = ""
) -> dict[str, Any]:
    """One big number with its name; the whole card leads to the list behind it."""
    shown = figure(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
    return {
        "label": label, "value": shown, "note": note, "href": href, "tone": tone,
        "shape": shape_svg(shape) if shape else "",
    }  # fmt: skip


@register.inclusion_tag("components/crumbs.html")
def crumbs(items: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Where we are: [(label, href), …, (label, "")]."""
    return {"items": items}


@register.inclusion_tag("components/definitions.html")
def definitions(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """[(term, value), …]; values that are None or "" show a dash."""
    return {"items": [(term, "–" if value in (None, "") else value) for term, value in items]}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Mappings with when, title, and optionally who, body, document, href, tone, shape, reason."""
    return {"events": [{**event, "svg": shape_svg(event.get("shape") or "disc")} for event in events]}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Sequence[Any]], label: str = "") -> dict[str, Any]:
    """[(label, href, current), …] or with a count as fourth: views of one thing."""
    rows = [(*item, None)[:4] for item in items]
    return {"items": rows, "label": label or _("Cách xem")}


@register.inclusion_tag("components/confirm.html", takes_context=True)
def confirm_button(
    context: Any, label: str, action: str, question: str, tone: str = "danger", icon: str = "",
    reason: bool | str = False, confirm: str = "", small: bool = False, **fields: Any,
) -> dict[str, Any]:  # fmt: skip
    """Asks first, then posts to `action`; `reason=True` wants a reason, "optional" takes one; other arguments are
    hidden fields."""
    return {
        "label": label, "action": action, "question": question, "tone": tone, "icon": icon, "reason": reason,
        "confirm": confirm or label, "small": small,
        "fields": fields, "csrf_token": context.get("csrf_token"),
        "id": f"ask-{zlib.crc32(repr((label, action, question, sorted(fields.items()))).encode())}",
    }  # fmt: skip


@register.inclusion_tag("components/field.html")
def field(bound: Any, wide: bool = False) -> dict[str, Any]:
    """A form field with its label, help and errors, tied together for screen readers."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    style = "form-check-input" if kind == "checkbox" else "form-select" if kind == "select" else "form-control"
    attributes = {"class": f"{widget.attrs.get('class', '')} {style}".strip()}
    if bound.errors:
        attributes["class"] += " is-invalid"
    return {
        "field": bound,
        "check": kind == "checkbox",
        "wide": wide,
        "control": bound.as_widget(attrs=attributes),
    }


# --- tables -------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(
    context: Any, key: str, label: str, numeric: bool = False, target: str = "#results", default: str = ""
) -> dict[str, Any]:
    """A table head that sorts through `?sap-xep=key` (or `-key`); `default` is the order without it."""
    current = context["request"].GET.get("sap-xep", "") or default
    direction = "ascending" if current == key else "descending" if current == f"-{key}" else ""
    following = f"-{key}" if direction == "ascending" else key
    return {
        "label": label, "numeric": numeric, "direction": direction, "target": target,
        "href": address_with(context, **{"sap-xep": following}),
    }  # fmt: skip


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Any, page: Any, target: str = "#results") -> dict[str, Any]:
    """Pages of a `Page` object through `?trang=`, with the count of rows."""
    numbers = [
        None if number == page.paginator.ELLIPSIS else (number, address_with(context, trang=number))
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page, "numbers": numbers, "target": target,
        "previous": address_with(context, trang=page.number - 1) if page.has_previous() else "",
        "next": address_with(context, trang=page.number + 1) if page.has_next() else "",
    }  # fmt: skip


@register.inclusion_tag("components/exports.html", takes_context=True)
def exports(context: Any, **formats: str) -> dict[str, Any]:
    """What is shown as CSV and Excel: `?dinh-dang=csv` and `xlsx` on the same address."""
    offered = formats or {"csv": "CSV", "xlsx": "Excel"}
    return {"links": [(name, address_with(context, **{"dinh-dang": code})) for code, name in offered.items()]}


# --- charts -------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/chart.html")
def chart(
    spec: Mapping[str, Any] | str, id: str, title: str = "", description: str = "",
    heads: Sequence[str] = (), rows: Iterable[Sequence[Any]] = (), tall: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """A Vega-Lite specification drawn in the browser, with its sentence and the table behind it."""
    content = json.loads(spec) if isinstance(spec, str) else dict(spec)
    content.setdefault("width", "container")
    return {
        "spec": content, "id": id, "title": title, "description": description, "heads": heads,
        "rows": [[_cell(value) for value in row] for row in rows], "tall": tall,
    }  # fmt: skip


def _cell(value: Any) -> tuple[str, bool]:
    """A table cell of a chart: its words, and whether it is a number."""
    if value is None:
        return "–", True
    if isinstance(value, int | float) or type(value).__name__ == "Decimal":
        return figure(value), True
    return str(value), False


# --- the frame ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation as it shows on this page; `current` is an aria-current value or ""."""

    label: Any
    href: str
    icon: str
    current: str


@register.simple_tag(takes_context=True)
def navigation_entries(context: Any) -> list[Entry]:
    """The navigation whose addresses exist, with the present page (or its section) marked."""
    path = getattr(context.get("request"), "path", "")
    found = []
    for item in context.get("navigation") or ():
        try:
            found.append((item, reverse(item.url)))
        except NoReverseMatch:
            continue
    sections = [(href, href) for _item, href in found]
    sections += [(reverse(name), href) for item, href in found for name in item.also]
    inside = [(prefix, href) for prefix, href in sections if prefix != "/" and path.startswith(prefix)]
    section = max(inside, key=lambda pair: len(pair[0]), default=("", ""))[1]
    return [
        Entry(item.label, href, item.icon, "page" if href == path else "true" if href == section else "")
        for item, href in found
    ]


@register.simple_tag
def other_languages() -> list[tuple[str, str]]:
    """Languages to switch to: [(code, name)]."""
    present = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    return [(code, name) for code, name in settings.LANGUAGES if code != present]
