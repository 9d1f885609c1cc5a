"""The name of the method that really made a figure, for people and for machines."""

from __future__ import annotations

from collections.abc import Mapping

NAMES = {
    "naive": ("giữ nguyên giá trị cuối", "naive"),
    "mean": ("bình quân nhiều năm", "long mean"),
    "drift": ("xu hướng bình quân", "drift"),
    "shrunk_drift": ("xu hướng bình quân thận trọng", "shrunk drift"),
    "damped_drift": ("đà tăng gần đây tắt dần", "damped drift"),
    "theta": ("Theta", "Theta"),
    "optimised_theta": ("Theta tối ưu", "optimised Theta"),
    "ses": ("san mũ đơn", "simple smoothing"),
    "holt": ("Holt", "Holt"),
    "damped_holt": ("xu hướng tắt dần", "damped Holt"),
    "recent_drift": ("xu hướng sáu kỳ gần nhất", "six-step drift"),
    "recent_mean": ("bình quân tám kỳ gần nhất", "eight-step mean"),
    "median": ("trung vị nhiều năm", "long median"),
    "toward_mean": ("trở về dần mức bình quân", "return to the mean"),
    "usual": ("mức tăng trưởng thường gặp 3%", "usual growth of 3%"),
    "middle": ("trung vị của 13 phương pháp", "median of 13 methods"),
    "driver": ("dự báo bên ngoài", "outside forecast"),
}


def name(key: str, kind: str = "", *, vietnamese_name: bool = True) -> str:
    """A method's name; on a series worked on in logs, the ones that ran on logs say so."""
    plain = key.removeprefix("raw_")
    shown = NAMES[plain][0 if vietnamese_name else 1]
    logs = kind in ("level", "positive") and plain == key and plain in ("drift", "damped_drift", "damped_holt", "theta")
    return f"{shown} (lô-ga)" if logs and vietnamese_name else f"log {shown}" if logs else shown


def _shares(weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Weights in hundredths that sum to exactly 1, largest first; what rounds to nothing is left out."""
    kept = {key: value for key, value in weights.items() if value >= 0.005}
    total = sum(kept.values())
    cents = {key: int(100 * value / total) for key, value in kept.items()}
    by_rest = sorted(kept, key=lambda key: (cents[key] - 100 * kept[key] / total, key))
    for key in by_rest[: 100 - sum(cents.values())]:
        cents[key] += 1
    order = sorted(cents, key=lambda key: (-cents[key], key))
    return [(key, cents[key] / 100) for key in order if cents[key]]


def vietnamese(weights: Mapping[str, float], kind: str = "") -> str:
    """For the screen: `0,55·Theta tối ưu + 0,45·xu hướng tắt dần`."""
    parts = _shares(weights)
    if len(parts) == 1:
        return name(parts[0][0], kind)
    return " + ".join(f"{share:.2f}".replace(".", ",") + "·" + name(key, kind) for key, share in parts)


def english(weights: Mapping[str, float], kind: str = "") -> str:
    """For exports and logs: `0.55·optimised Theta + 0.45·damped Holt`."""
    parts = _shares(weights)
    if len(parts) == 1:
        return name(parts[0][0], kind, vietnamese_name=False)
    return " + ".join(f"{share:.2f}·{name(key, kind, vietnamese_name=False)}" for key, share in parts)


def machine(weights: Mapping[str, float]) -> str:
    """For programs: `optimised_theta:0.55+damped_holt:0.45`."""
    return "+".join(f"{key}:{share:.2f}" for key, share in _shares(weights))
