"""The same forecasts, distributed over Spark by groups of series (needs the `bench` extra)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lotrinh.errors import MissingTool
from lotrinh.forecasting.results import IndicatorType


def forecast_spark(
    df: Any, h: int, level: Sequence[float] = (80, 95), *, type: IndicatorType = "auto", buckets: int = 64
) -> Any:
    """Forecast a Spark DataFrame `unique_id, ds, y`; gives `unique_id, ds, median` and bounds, as `lotrinh
    forecast`.

    Series are dealt into `buckets`, each forecast on one worker with the numbers one machine would give.
    Where the type is to be worked out, all series of one indicator (the part before ":") stay together, as
    they share a type.
    """
    try:
        from pyspark.sql import functions as f
    except ImportError:
        raise MissingTool("Cần cài PySpark (bộ cài bench) để dự báo trên Spark.") from None
    levels = [float(value) for value in level]
    bounds = [f"{end}-{value:g}" for value in levels for end in ("lo", "hi")]
    columns = ["mean", "median", *bounds]
    schema = "unique_id string, ds string, " + ", ".join(f"`{name}` double" for name in columns)

    def work(part: Any) -> Any:
        import pandas as pd

        from lotrinh.forecasting.table import forecast_rows

        rows = forecast_rows(part, h, levels, type=type)
        table = pd.DataFrame({name: rows[name] for name in ("unique_id", "ds", *columns)})
        return table.assign(ds=table["ds"].astype(str))

    key = f.col("unique_id") if type != "auto" else f.element_at(f.split("unique_id", ":"), 1)
    dealt = df.withColumn("bucket", f.pmod(f.hash(key), f.lit(buckets)))
    return dealt.groupBy("bucket").applyInPandas(lambda part: work(part.drop(columns="bucket")), schema)
