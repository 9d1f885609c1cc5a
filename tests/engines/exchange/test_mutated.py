"""A damaged file is read or refused with a sentence; it never crashes or hangs."""

import random
from collections.abc import Callable

import pytest

from lotrinh.errors import InvalidData
from lotrinh.exchange.dataset import Dataset
from lotrinh.exchange.jsonstat import read_jsonstat, write_jsonstat
from lotrinh.exchange.px import read_px, write_px
from lotrinh.exchange.sdmx_read import read_data, read_structure
from lotrinh.exchange.sdmx_write import data_message, structure_message
from lotrinh.exchange.tabular import read_csv, read_sdmx_csv, write_csv, write_sdmx_csv

from .samples import DATASET

STRUCTURE = read_structure(structure_message(DATASET))
READERS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "csv": (write_csv(DATASET), read_csv),
    "sdmx-csv": (write_sdmx_csv(DATASET, "2.0"), read_sdmx_csv),
    "sdmx-ml": (data_message(DATASET, "structure_specific"), lambda data: read_data(data, STRUCTURE)),
    "sdmx-structure": (structure_message(DATASET), read_structure),
    "json-stat": (write_jsonstat(DATASET), read_jsonstat),
    "px": (write_px(DATASET), read_px),
}


def mutated(data: bytes, source: random.Random) -> bytes:
    body = bytearray(data)
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(body))
        match source.randrange(4):
            case 0:
                body[at] = source.randrange(256)
            case 1:
                del body[at : at + source.randint(1, 40)]
            case 2:
                body[at:at] = body[at : at + source.randint(1, 60)]
            case _:
                body[at:at] = source.choice([b'"', b";", b",", b"9" * 30, b"\x00", b"<", b"{", b"=", b"null", b"-"])
        if not body:
            return b" "
    return bytes(body)


def attempts(name: str, count: int, seed: int) -> None:
    data, read = READERS[name]
    source = random.Random(seed)
    for _ in range(count):
        try:
            result = read(mutated(data, source))
        except InvalidData as error:
            assert str(error).endswith((".", ")", "?"))
        else:
            assert not isinstance(result, Dataset) or result.dimensions


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_is_a_sentence(name: str) -> None:
    attempts(name, 200, 1)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", READERS)
def test_many_damaged_files(name: str) -> None:
    attempts(name, 20_000, 2)
