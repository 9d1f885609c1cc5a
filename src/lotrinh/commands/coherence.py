"""`lotrinh coherence TARGETS FIGURES [--assume key=value …] [--format text|json]`."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from lotrinh.errors import InvalidData

if TYPE_CHECKING:
    from lotrinh.coherence.model import Result
    from lotrinh.coherence.report import Report

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def coherence(
    targets: Annotated[Path, typer.Argument(help="CSV mục tiêu: indicator, area_version, period, comparator, value …")],
    figures: Annotated[Path, typer.Argument(help="CSV số liệu: indicator, area_version, period, value, unit …")],
    assume: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="Giả định tên=giá trị hoặc tên=từ..đến: deflator, population_growth, exchange_rate …"),
    ] = None,
    derive: Annotated[bool, typer.Option(help="Suy các giả định còn thiếu từ số liệu.")] = True,
    format_: Annotated[str, typer.Option("--format", "-f", help="text hoặc json.")] = "text",
) -> int:
    """Các mục tiêu có cùng đạt được không, với phép tính từng bước và các giả định."""
    from lotrinh.coherence.model import Assumptions
    from lotrinh.coherence.report import check_coherence
    from lotrinh.coherence.tables import parse_assumption, read_figures, read_targets

    if format_ not in ("text", "json"):
        raise InvalidData(f"Không có dạng «{format_}». Dùng text hoặc json.")
    assumptions = Assumptions()
    for text in assume or []:
        assumptions = parse_assumption(text, assumptions)
    report = check_coherence(read_targets(targets), read_figures(figures), assumptions, derive=derive)
    sys.stdout.write(_json(report) if format_ == "json" else _text(report))
    return 0


def _text(report: Report) -> str:
    lines = []
    for result in report.results:
        lines.append(f"[{result.verdict.vi}] {result.summary_vi}")
        lines += [f"    {step.vi}" for step in result.steps]
        if result.remedies:
            lines.append("    Sẽ khớp nếu (các giả định khác ở mức thuận lợi nhất):")
            lines += [f"      - {remedy.vi}" for remedy in result.remedies]
        lines.append("")
    lines.append(f"{len(report.results)} kết quả, {len(report.conflicts)} mâu thuẫn.")
    return "\n".join(lines) + "\n"


def _json(report: Report) -> str:
    return json.dumps([_plain(r) for r in report.results], ensure_ascii=False, indent=1) + "\n"


def _plain(result: Result) -> dict[str, object]:
    return {
        "check": result.check,
        "verdict": result.verdict.value,
        "targets": [t.label for t in result.targets],
        "summary": {"vi": result.summary_vi, "en": result.summary_en},
        "gap": _number(result.gap),
        "gap_unit": result.gap_unit,
        "steps": [{"vi": s.vi, "en": s.en} for s in result.steps],
        "remedies": [
            {
                "quantity": r.quantity,
                "low": _number(r.needed.low),
                "high": _number(r.needed.high),
                "unit": r.unit,
            }
            for r in result.remedies
        ],
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
