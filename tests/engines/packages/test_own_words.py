"""The package tells the programme in our own words; it must not carry sentences of the document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lotrinh.packages import load_library, packages_shipped, read_package

SHARED = Path(__file__).parents[4] / "shared" / "documents"
LONGEST_RUN = 8
needs_document = pytest.mark.skipif(
    not (SHARED / "can-tho-29nqtw.txt").is_file(),
    reason="the development sample can-tho-29nqtw.txt is not here",
)


def syllables(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text.replace("ƣ", "ư").replace("Ƣ", "Ư")).lower()
    for old, new in (("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oạ", "ọa"), ("uỷ", "ủy"), ("uý", "úy")):
        text = re.sub(rf"{old}\b", new, text)
    return re.findall(r"\w+", text)


def strings(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, f"{place}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from strings(item, f"{place}[{number}]")
    elif isinstance(value, str):
        yield place, value


@needs_document
@pytest.mark.parametrize("name", packages_shipped())
def test_no_run_of_more_than_eight_syllables_is_the_documents(name: str) -> None:
    words = syllables((SHARED / "can-tho-29nqtw.txt").read_text(encoding="utf-8"))
    length = LONGEST_RUN + 1
    runs = {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
    copied = []
    for place, text in strings(read_package(name, demo=True)):
        if re.fullmatch(r"\.(sources\[\d+\]\.title|organisations\[\d+\]\.name_vi)", place):
            continue  # the title of a publication and the official name of a body are facts, not our wording
        own = syllables(text)
        for i in range(len(own) - length + 1):
            if tuple(own[i : i + length]) in runs:
                copied.append(f"{place}: {' '.join(own[i : i + length])}")
    assert copied == []


@needs_document
def test_the_library_is_not_the_documents_text_either() -> None:
    words = syllables((SHARED / "can-tho-29nqtw.txt").read_text(encoding="utf-8"))
    text = " ".join(words)
    assert [item.code for item in load_library() if " ".join(syllables(item.definition_vi)) in text] == []


def test_titles_are_short() -> None:
    package = read_package("cantho-29nqtw")
    long = [c["path"] for c in package["clauses"] if len(syllables(c["title_vi"])) > 20]
    assert long == []
