"""DuckDB, PostgreSQL and Spark give the same totals, digit for digit."""

from collections.abc import Iterator

import pytest

from lotrinh.errors import InvalidData
from lotrinh.rollup.engines import Engine, Spark, open_engine, run
from lotrinh.rollup.totals import Total

from .conftest import DEFINITIONS, OBSERVATIONS


def answers(engine: Engine) -> dict[str, list[Total]]:
    engine.insert("observations", OBSERVATIONS)
    return {name: run(definition, engine) for name, definition in DEFINITIONS.items()}


@pytest.fixture(scope="module")
def expected() -> dict[str, list[Total]]:
    with open_engine("duckdb") as engine:
        return answers(engine)


def test_postgresql_agrees_with_duckdb(expected: dict[str, list[Total]], postgresql: str) -> None:
    with open_engine("postgresql", postgresql) as engine:
        assert answers(engine) == expected


@pytest.fixture(scope="module", params=["local[2]", "local-cluster[2,1,1024]"])
def spark(request: pytest.FixtureRequest) -> Iterator[Engine]:
    pytest.importorskip("pyspark")
    with Spark(request.param) as engine:
        yield engine


@pytest.mark.spark
@pytest.mark.timeout(280)
def test_spark_agrees_with_duckdb(expected: dict[str, list[Total]], spark: Engine) -> None:
    assert answers(spark) == expected


def test_a_server_that_does_not_answer_is_a_sentence() -> None:
    with pytest.raises(InvalidData, match="Không kết nối được PostgreSQL"):
        open_engine("postgresql", "host=127.0.0.1 port=1 connect_timeout=2")
