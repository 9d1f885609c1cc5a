"""300 returned workbooks of figures, 200 series each, taken in, previewed and written in ≤ 30 s; one large data file.

    python benchmarks/figures.py [--files 300] [--rows 200] [--periods 2] [--large 50000]

Everything as the pages do it, on a SQLite database of its own that syncs to disk: read and check for the upload, keep
the file and what it said, hold that against the record for the preview, again for the save, and write under the lock.
Every series had a figure for the first period; every row brings a new one for each later period, every tenth corrects
the first.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import shutil
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
LIMIT = 30
FIRST = 2023


def populate(files: int, rows: int) -> Any:
    """A city of as many agencies as files, each following as many indicators as rows."""
    from django.utils import timezone

    from lotrinh_web.indicators.models import FigureSource, Indicator, Observation, Series
    from lotrinh_web.organisations.models import Area, AreaVersion, Organisation
    from lotrinh_web.programmes.models import Document, Programme

    document = Document.objects.create(type="Chương trình", issued_on=date(2023, 1, 1))
    area = Area.objects.create(code="a", name_vi="A", level="province")
    version = AreaVersion.objects.create(code="a", area=area, name_vi="A")
    programme = Programme.objects.create(
        code="lon", name_vi="Chương trình lớn", document=document, starts_on=date(2023, 1, 1),
        ends_on=date(2030, 12, 31), area_version=version, published=True,
    )  # fmt: skip
    Organisation.objects.bulk_create(
        Organisation(code=f"co-quan-{n}", name_vi=f"Cơ quan số {n}", kind="department") for n in range(files)
    )
    indicators = Indicator.objects.bulk_create(
        (
            Indicator(
                code=f"ct-{n}-{row}", name_vi=f"Chỉ tiêu {row} của cơ quan {n}", unit="%", owner=f"Cơ quan số {n}"
            )
            for n in range(files)
            for row in range(rows)
        ),
        batch_size=2_000,
    )
    series = Series.objects.bulk_create(
        (Series(indicator=i, area_version=version, code=f"{i.code}.a", unit="%", preferred=True) for i in indicators),
        batch_size=2_000,
    )
    source = FigureSource.objects.create(title="Niên giám")
    Observation.objects.bulk_create(
        (
            Observation(
                series=s,
                period="2023",
                value=Decimal("34.02"),
                kind="final",
                source=source,
                recorded_at=timezone.now(),
            )
            for s in series
        ),
        batch_size=2_000,
    )
    return programme


def returned(sent: bytes, rows: int, periods: int) -> bytes:
    """The workbook as an agency sends it back."""
    import openpyxl

    from lotrinh.writing.sheet_figures import FIGURES, HEAD_ROW

    book = openpyxl.load_workbook(io.BytesIO(sent))
    sheet = book[FIGURES]
    for row in range(HEAD_ROW + 1, HEAD_ROW + 1 + rows):
        for later in range(1, periods):
            value, kind = (35.5, "Chính thức") if later % 2 else ("36,25", "Ước tính")
            sheet.cell(row, 5 + 2 * later).value, sheet.cell(row, 6 + 2 * later).value = value, kind
        sheet.cell(row, 5 + 2 * periods).value = "Báo cáo của cơ quan"
        if row % 10 == 0:
            sheet.cell(row, 5).value = 34.1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_all(files: list[bytes]) -> int:
    """How many figures all workbooks brought, each taken in and written as the pages do it."""
    from lotrinh_web.audit.actions import SystemActor
    from lotrinh_web.indicators.figures.actions import Given, apply_import, completed, take_in_file
    from lotrinh_web.indicators.figures.entry import judge
    from lotrinh_web.indicators.figures.workbook import kept_workbook, read_workbook

    actor, given, written = SystemActor("đo"), Given(reason="đính chính"), 0
    for number, content in enumerate(files):
        name, read = f"{number}.xlsx", read_workbook(content).packed()
        batch = take_in_file(actor=actor, channel="workbook", form="xlsx", name=name, content=content, read=read)
        shown = judge(completed(kept_workbook(batch).entries, given))
        entries = kept_workbook(batch).entries
        done = apply_import(actor=actor, batch=batch, entries=entries, given=given, state=shown.state)
        written += done.written
    return written


def large_file(figures: int) -> tuple[int, float, float]:
    """(figures, seconds to read and judge, seconds to write) of one CSV of monthly figures."""
    from lotrinh_web.audit.actions import SystemActor
    from lotrinh_web.indicators.figures.actions import Given, apply_import, completed, take_in_file
    from lotrinh_web.indicators.figures.entry import judge
    from lotrinh_web.indicators.figures.importing import read_as, read_batch

    months = [f"{year}-{month:02d}" for year in range(2016, 2026) for month in range(1, 13)]
    lines = [
        f"ct-{n // 200}-{n % 200},a,{month},{n % 97}.5" for n in range(-(-figures // len(months))) for month in months
    ]
    content = "\n".join(["INDICATOR,REF_AREA,TIME_PERIOD,value", *lines[:figures]]).encode()
    actor, given = SystemActor("đo"), Given(source="Cục Thống kê", kind="final")
    begun = time.perf_counter()
    batch = take_in_file(actor=actor, channel="file", form="csv", name="lon.csv", content=content)
    reading = read_as(read_batch(batch), batch.options)
    judged = judge(completed(reading.entries, given))
    read = time.perf_counter() - begun
    begun = time.perf_counter()
    done = apply_import(actor=actor, batch=batch, entries=reading.entries, given=given, state=judged.state)
    return done.written, read, time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--periods", type=int, default=2)
    parser.add_argument("--large", type=int, default=50_000)
    asked = parser.parse_args()
    home = tempfile.mkdtemp(prefix="lotrinh-figures-")
    os.environ |= {"LOTRINH_HOME": home, "DJANGO_SETTINGS_MODULE": "lotrinh_web.settings"}
    os.environ.pop("DATABASE_URL", None)
    try:
        sys.exit(0 if measure(asked.files, asked.rows, asked.periods, asked.large) else 1)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def measure(files: int, rows: int, periods: int, large: int) -> bool:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)

    from lotrinh.writing.sheet_figures import figure_workbook
    from lotrinh_web.indicators.figures.scope import bodies, read_scope
    from lotrinh_web.indicators.figures.workbook import workbook_of

    programme = populate(files, rows)
    known = bodies()
    query = {"loai-ky": "year", "tu": str(FIRST), "den": str(FIRST + periods - 1)}
    begun = time.perf_counter()
    sent = [
        figure_workbook(
            workbook_of(read_scope(query | {"co-quan": f"co-quan-{n}", "nhom": "tat-ca"}, programme, known))
        )
        for n in range(files)
    ]
    made = time.perf_counter() - begun
    back = [returned(content, rows, periods) for content in sent]
    begun, busy = time.perf_counter(), time.process_time()
    written = write_all(back)
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    expected = files * ((periods - 1) * rows + rows // 10)
    print(f"{files} workbooks x {rows} series, {periods} periods")
    print(f"templates written      {made:7.2f} s")
    print(f"taken in and written   {took:7.2f} s   {written} figures of {expected}   limit {LIMIT} s")
    print(f"    of which at work   {busy:7.2f} s of one core")
    count, read, wrote = large_file(large)
    print(f"one CSV, {count} figures: read and judged {read:.2f} s, written {wrote:.2f} s")
    print(f"peak memory            {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB")
    return took <= LIMIT and written == expected and count == large


if __name__ == "__main__":
    main()
