"""The generated country is reproducible, and the engine's totals on it are those of plain Python."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from lotrinh.rollup.engines import DuckDB, run

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts"))
national = pytest.importorskip("make_national_data")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("national") / "o.parquet"
    national.write(path, 30_000)
    return Path(path)


def rows(path: Path) -> list[tuple[object, ...]]:
    with DuckDB() as engine:
        engine.attach_parquet(str(path))
        return list(engine.query("SELECT * FROM observations ORDER BY indicator, area, period"))


def test_the_same_size_gives_the_same_figures(path: Path, tmp_path: Path) -> None:
    national.write(tmp_path / "again.parquet", 30_000)
    assert rows(tmp_path / "again.parquet") == rows(path)


def test_totals_are_those_of_plain_python(path: Path) -> None:
    provinces = {leaf.area: leaf.parent for leaf in national.definition().leaves}
    with DuckDB() as engine:
        engine.attach_parquet(str(path))
        totals = {(t.indicator, t.area): t for t in run(national.definition(), engine)}
    wanted = [r for r in rows(path) if r[0] == "CT000" and provinces[str(r[1])] == "T05" and r[3] is not None]
    total = totals["CT000", "T05"]
    assert (total.value, total.reported) == (sum(Decimal(str(r[3])) for r in wanted), len(wanted))


def test_a_weighted_mean_is_that_of_plain_python(path: Path) -> None:
    with DuckDB() as engine:
        engine.attach_parquet(str(path))
        totals = {(t.indicator, t.area): t for t in run(national.definition(), engine)}
    pairs = [(Decimal(str(r[3])), Decimal(str(r[4]))) for r in rows(path) if r[0] == "CT002" and r[3] is not None]
    expected = sum(v * w for v, w in pairs) / sum(w for _, w in pairs)
    value = totals["CT002", "VN"].value
    assert isinstance(value, Decimal)
    assert abs(value - expected) < Decimal("1e-12")
