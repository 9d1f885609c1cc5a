"""Communes and wards read from the `vietnam_provinces` package instead of being copied into ours."""

from __future__ import annotations

from dataclasses import dataclass

from lotrinh.errors import InvalidData, MissingTool


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or special zone as the statistics office codes it since 1 July 2025."""

    code: str
    """Five digits."""
    name: str
    """With its kind: «Phường Ninh Kiều»."""
    kind: str
    """«phường», «xã» or «đặc khu»."""
    province_code: int


def communes(province_code: int = 92) -> tuple[Commune, ...]:
    """The units of a province in the order of their codes; 92 is Cần Thơ (103 units).

    Spelling is the statistics office's, which differs from the resolutions' in a few names. Raises
    `InvalidData` for an unknown province and `MissingTool` where the package is not installed.
    """
    try:
        from vietnam_provinces import ProvinceCode, Ward
    except ImportError:
        raise MissingTool("Chưa cài gói «vietnam-provinces» nên không có danh mục xã, phường.") from None
    try:
        province = ProvinceCode(province_code)
    except ValueError:
        raise InvalidData(f"Không có tỉnh, thành phố nào mang mã «{province_code}».") from None
    units = (
        Commune(f"{ward.code.value:05d}", " ".join(ward.name.split()), ward.division_type.value, province_code)
        for ward in Ward.iter_by_province(province)
    )
    return tuple(sorted(units, key=lambda unit: unit.code))
