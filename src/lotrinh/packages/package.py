"""Loading and writing programme packages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lotrinh.errors import InvalidData
from lotrinh.packages.checks import check_indicators, validate
from lotrinh.packages.records import Indicator, Package

HERE = Path(__file__).parent
MANIFEST = "package.json"
MAX_FILE_BYTES = 20_000_000
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_FILE = re.compile(r"[a-z0-9][a-z0-9_-]*\.json")


def packages_shipped() -> list[str]:
    """Names of the packages that come with the product."""
    return sorted(path.parent.name for path in HERE.glob(f"*/{MANIFEST}"))


def load_package(source: str | Path, *, demo: bool = False) -> Package:
    """The package called `source` (a shipped name, a folder, or a JSON file).

    Demonstration data is left out unless `demo` is true. Raises `InvalidData` with the faults, in Vietnamese.
    """
    data = read_package(source, demo=demo)
    faults = validate(data)
    if faults:
        shown = " ".join(faults[:10])
        more = f" Còn {len(faults) - 10} lỗi khác." if len(faults) > 10 else ""
        raise InvalidData(f"Gói chương trình «{source}» có {len(faults)} lỗi. {shown}{more}")
    package: Package = _adapter(Package).validate_python(data)
    return package


def load_library(name: str = "indicators") -> tuple[Indicator, ...]:
    """The indicators of a shipped library, for tasks and agencies' own plans."""
    if not _NAME.fullmatch(name) or not (HERE / "library" / f"{name}.json").is_file():
        raise InvalidData(f"Không có thư viện chỉ tiêu «{name}».")
    data = _read_json(HERE / "library" / f"{name}.json")
    faults = check_indicators(data)
    if faults:
        raise InvalidData(f"Thư viện chỉ tiêu «{name}» có lỗi. {' '.join(faults[:10])}")
    return tuple(_adapter(Indicator).validate_python(item) for item in data["indicators"])


def library_programme(name: str = "indicators") -> str:
    """The code of the programme whose task groups the library's `groups` name; "" where they name none."""
    return str(_read_json(HERE / "library" / f"{name}.json").get("programme", ""))


def read_package(source: str | Path, *, demo: bool = False) -> dict[str, Any]:
    """The package as one plain object, its files put together, not yet validated."""
    manifest_path = _manifest_path(source)
    data = _read_json(manifest_path)
    names = data.get("files", [])
    demo_file = data.get("demo_file")
    if demo and demo_file:
        names = [*names, demo_file] if isinstance(names, list) else names
    if not isinstance(names, list):
        raise InvalidData(f"Tệp «{manifest_path.name}»: mục «files» phải là một danh sách tên tệp.")
    for name in names:
        if not isinstance(name, str) or not _FILE.fullmatch(name):
            raise InvalidData(f"Tệp «{manifest_path.name}»: «{name}» không phải tên tệp .json đơn giản cùng thư mục.")
        part = _read_json(manifest_path.parent / name)
        twice = sorted(data.keys() & part.keys())
        if twice:
            raise InvalidData(f"Tệp «{name}»: mục «{twice[0]}» đã có ở tệp khác. Chỉ để mỗi mục ở một tệp.")
        data.update(part)
    return data


def dump_package(package: Package) -> dict[str, Any]:
    """The package as one plain object in the order of the schema; as JSON it loads back equal."""
    data: dict[str, Any] = _adapter(Package).dump_python(package, mode="json")
    if package.demo is None:
        del data["demo"]
    return data


@cache
def _adapter(kind: type) -> Any:
    from pydantic import TypeAdapter  # heavy, and only wanted once a package is really loaded

    return TypeAdapter(kind)


def _manifest_path(source: str | Path) -> Path:
    name = str(source)
    if isinstance(source, str) and _NAME.fullmatch(name) and (HERE / name / MANIFEST).is_file():
        return HERE / name / MANIFEST
    path = Path(source)
    if path.is_dir():
        path = path / MANIFEST
    if not path.is_file():
        known = ", ".join(packages_shipped()) or "chưa có gói nào"
        raise InvalidData(f"Không tìm thấy gói chương trình «{source}». Các gói có sẵn: {known}.")
    return path


def _read_json(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InvalidData(f"Tệp «{path.name}» lớn hơn {MAX_FILE_BYTES // 1_000_000} MB, không đọc.")
        data = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_no_duplicates)
    except FileNotFoundError:
        raise InvalidData(f"Thiếu tệp «{path.name}» của gói chương trình.") from None
    except UnicodeDecodeError:
        raise InvalidData(f"Tệp «{path.name}» không phải văn bản UTF-8.") from None
    except json.JSONDecodeError as error:
        raise InvalidData(f"Tệp «{path.name}» không phải JSON đúng: dòng {error.lineno}, cột {error.colno}.") from None
    except _DuplicateKeyError as error:
        raise InvalidData(f"Tệp «{path.name}»: khóa «{error}» xuất hiện hai lần trong cùng một mục.") from None
    except RecursionError:
        raise InvalidData(f"Tệp «{path.name}» lồng nhau quá sâu.") from None
    if not isinstance(data, dict):
        raise InvalidData(f"Tệp «{path.name}» phải chứa một đối tượng JSON.")
    return data


class _DuplicateKeyError(Exception):
    """A key stands twice in one JSON object; the second would silently win."""


def _no_duplicates(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _DuplicateKeyError(key)
        seen[key] = value
    return seen
