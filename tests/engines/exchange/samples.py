"""One small data set with every kind of value. Figures are invented."""

from decimal import Decimal

from lotrinh.exchange.dataset import Dataset, Dimension, Point
from lotrinh.rollup.values import CannotCompute, Missing, NotApplicable, NotYetPublished, Value

VALUES: list[Value] = [
    Decimal("104.16"),
    Decimal(0),
    Missing("xã chưa báo cáo"),
    NotApplicable("không có biển"),
    NotYetPublished("công bố ngày 29/6"),
    CannotCompute("chia cho 0"),
]
KEYS = [(a, p) for a in ("CT", "HG", "ST") for p in ("2023", "2024")]
DATASET = Dataset(
    "GRDP_HEAD",
    "GRDP bình quân đầu người, \u201ctriệu đồng\u201d",
    (
        Dimension("AREA", "Địa bàn", {"CT": "Cần Thơ", "HG": "Hậu Giang", "ST": "Sóc Trăng"}),
        Dimension("TIME_PERIOD", "Năm", {"2023": "2023", "2024": "2024"}),
    ),
    tuple(Point(k, v, {"UNIT_MEASURE": "VND_M"}) for k, v in zip(KEYS, VALUES, strict=True)),
    source="thử",
)


def values(dataset: Dataset) -> list[Value]:
    """The values in the order of the sample."""
    found = {p.key: p.value for p in dataset.points}
    return [found[k] for k in KEYS]
