"""hoà and hòa, uỷ and ủy are one word: whichever way a document spells them, it is read alike."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from engines.reading.samples_view import view
from lotrinh.reading import bodies, read
from lotrinh.text.fold import one_tone

HERE = Path(__file__).parent
SAMPLES = sorted((HERE / "samples").glob("*.txt"))
NAMES = [line for line in (HERE / "names.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
_OPEN = re.compile(r"(?<!q)(o(?=.[ae])|u(?=.y))([\u0300\u0301\u0303\u0309\u0323])([aey])(?![^\W\d_])", re.IGNORECASE)


def moved(text: str) -> str:
    """`text` with the tone mark on the second vowel: "Uỷ ban", "hoà"."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _OPEN.sub(r"\1\3\2", apart))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_a_document_is_read_alike_wherever_its_tone_marks_stand(path: Path) -> None:
    text = one_tone(path.read_text(encoding="utf-8"))
    one, other = (repr(view(read(spelt.encode("utf-8"), path.name))) for spelt in (text, moved(text)))
    assert one_tone(other) == one_tone(one)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_ends_at_the_same_place(name: str) -> None:
    name = one_tone(name)
    assert bodies.name_end(moved(name)) == bodies.name_end(name)


@pytest.mark.parametrize(
    "names", ["Sở Y tế, Ủy ban nhân dân xã", "Đảng ủy Quân sự tỉnh, Đảng ủy Công an tỉnh", "Sở Nội vụ và Tòa án tỉnh"]
)
def test_names_are_cut_apart_at_the_same_places(names: str) -> None:
    assert bodies.cut(moved(names)) == [moved(name) for name in bodies.cut(names)]
