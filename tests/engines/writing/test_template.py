"""Word templates people edit: filled with plain data, or refused with the field's name."""

from __future__ import annotations

import io

import docx
import pytest

from lotrinh.errors import InvalidData, UnreadableDocument
from lotrinh.writing.template import fill_template


def template(*lines: str) -> bytes:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def filled(*lines: str, **context: object) -> str:
    word = docx.Document(io.BytesIO(fill_template(template(*lines), context)))
    return "\n".join(p.text for p in word.paragraphs)


def test_fields_and_lists_are_filled() -> None:
    lines = ("{{ co_quan }}: {{ tong }}", "{%p for v in viec %}", "- {{ v.ten }}", "{%p endfor %}")
    text = filled(*lines, co_quan="Sở A", tong=1234.5, viec=[{"ten": "một"}, {"ten": "hai"}])
    assert text == "Sở A: 1.234,5\n- một\n- hai"


def test_the_same_template_and_data_give_the_same_bytes() -> None:
    made = template("{{ a }}")
    assert fill_template(made, {"a": "x"}) == fill_template(made, {"a": "x"})


def test_markup_in_data_stays_text() -> None:
    assert filled("{{ a }}", a="<w:br/> & {{ b }}") == "<w:br/> & {{ b }}"


def test_a_missing_field_is_named() -> None:
    with pytest.raises(InvalidData, match="«ten_co_quan»"):
        filled("{{ ten_co_quan }}")


def test_a_missing_key_is_named() -> None:
    with pytest.raises(InvalidData, match="«khong»"):
        filled("{{ a.khong }}", a={"b": 1})


@pytest.mark.parametrize(
    "field",
    [
        "{{ a.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ a.upper() }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 9 ** 99999999 }}",
        "{{ range(5) }}",
        "{{ lipsum.__globals__ }}",
        "{{ a | attr('__class__') }}",
        "{% include 'x' %}",
    ],
)
def test_what_is_forbidden_is_refused(field: str) -> None:
    with pytest.raises(InvalidData):
        filled(field, a="x")


@pytest.mark.parametrize("field", ["{{ a", "{% for x in a %}", "{{ a b }}", "{{ }}"])
def test_a_field_written_wrongly_is_refused(field: str) -> None:
    with pytest.raises(InvalidData, match=r"viết sai|Không điền được"):
        filled(field, a="x")


def test_what_is_not_plain_data_is_refused() -> None:
    with pytest.raises(InvalidData, match="object"):
        filled("{{ a }}", a=object())


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        fill_template(b"no", {})
