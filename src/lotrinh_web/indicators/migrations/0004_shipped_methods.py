"""Formulas of earlier packages in the language that checks units; parts, wholes and due days of shipped indicators."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import migrations

from lotrinh_web.indicators.methods.shipped import FORMER_FORMULAS, LAGS, full_unit, ratio_parts, wholes


def settle(apps: Any, _editor: Any) -> None:
    """Only what is still empty or still as the package wrote it is touched."""
    indicators = apps.get_model("indicators", "Indicator").objects
    for former, present in FORMER_FORMULAS.items():
        indicators.filter(formula=former).update(formula=present)
    held = {one.code: one for one in indicators.all()}
    units = {code: one.unit for code, one in held.items()}
    for part, whole in wholes({code: one.formula for code, one in held.items() if one.formula}).items():
        if part in held and whole in held:
            indicators.filter(code=part, part_of=None).update(part_of=held[whole])
    for code, one in held.items():
        if not one.formula:
            continue
        indicators.filter(code=code).update(formula_unit=full_unit(one.formula, units, one.unit))
        if one.additive == "ratio_of_sums" and (pair := ratio_parts(one.formula)):
            indicators.filter(code=code).update(numerator=pair[0], denominator=pair[1], factor=Decimal(100))
    for code, (lags, source) in LAGS.items():
        indicators.filter(code=code).update(publication_lag=lags, lag_source=source)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_methods_and_due_days")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
