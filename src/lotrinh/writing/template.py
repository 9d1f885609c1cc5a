"""Fills a Word template people edit themselves; fields are filled in a sandbox and with plain data only."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lotrinh.calendar import format_date
from lotrinh.errors import InvalidData
from lotrinh.text.numbers import written
from lotrinh.writing.ooxml import clean, same_bytes
from lotrinh.writing.package import check_package

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_MOST_LEVELS = 12


def fill_template(content: bytes, context: Mapping[str, Any]) -> bytes:
    """The template with its fields filled. The same input gives the same bytes.

    `context` holds text, numbers, dates, booleans, None, and lists and dictionaries of them. Raises
    InvalidData naming the field that is not there, is written wrongly, or reaches for what is forbidden.
    """
    check_package(content)
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    plain = {str(key): _plain(value, 0) for key, value in context.items()}
    out = io.BytesIO()
    try:
        template = DocxTemplate(io.BytesIO(content))
        template.render(plain, jinja_env=_environment(), autoescape=True)
        template.save(out)
    except UndefinedError as error:
        raise InvalidData(f"Mẫu Word có trường {_named(error)} không có trong dữ liệu. Sửa tên trường.") from error
    except SecurityError as error:
        raise InvalidData(f"Mẫu Word dùng {_named(error)} là phần không được phép. Bỏ trường đó.") from error
    except TemplateSyntaxError as error:
        raise InvalidData(f"Mẫu Word có trường viết sai: {_syntax(error)}. Sửa trường đó.") from error
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        KeyError,
        RecursionError,
        OSError,
    ) as error:
        raise InvalidData(f"Không điền được mẫu Word tại {_named(error)}. Kiểm tra các trường.") from error
    return same_bytes(out.getvalue())


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        """No globals, no multiplication: a template cannot ask for a billion letters."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            raise SecurityError(f"phép tính '{operator}'")

        def is_safe_callable(self, obj: Any) -> bool:
            return False

    environment = Environment(undefined=StrictUndefined, autoescape=True)
    environment.globals.clear()
    for name in ("attr", "center", "format", "indent", "map", "pprint", "xmlattr", "urlize", "tojson"):
        environment.filters.pop(name, None)
    return environment


def _plain(value: Any, level: int) -> Any:
    if level > _MOST_LEVELS:
        raise InvalidData("Dữ liệu điền mẫu lồng nhau quá sâu. Giảm số tầng.")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int):
        return value
    if isinstance(value, float | Decimal):
        return written(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item, level + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, level + 1) for item in value]
    raise InvalidData(f"Dữ liệu điền mẫu có giá trị kiểu «{type(value).__name__}» không dùng được.")


def _named(error: BaseException) -> str:
    """The field an error speaks of: the last quoted name in Jinja's message."""
    names = re.findall(r"'([^']{1,60})'", str(error))
    return f"«{names[-1]}»" if names else "một trường"


def _syntax(error: Any) -> str:
    """The text of the wrong field as near as Jinja says."""
    lines = str(getattr(error, "source", "") or "").splitlines()
    number = int(getattr(error, "lineno", 0) or 0)
    near = re.sub(r"<[^>]*>", "", lines[number - 1]) if 0 < number <= len(lines) else ""
    field = re.search(r"\{[\{%].{0,60}", near)
    return f"«{field[0].strip()}»" if field else "thiếu dấu đóng hoặc sai cú pháp"
