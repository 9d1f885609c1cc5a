"""One contract for every method, and the properties that make a method trustworthy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from examples import examples
from lotrinh.forecasting import combination, labels, methods, models

NAMES = sorted(methods.METHODS)
HISTORIES = st.integers(3, 25).flatmap(
    lambda n: arrays(float, (3, n), elements=st.floats(-50, 50, allow_nan=False, width=32))
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("n", [3, 4, 9, 40])
def test_a_method_gives_finite_paths_of_the_right_shape(name, n):
    z = np.random.default_rng(n).normal(size=(5, n)).cumsum(axis=1)
    made = methods.METHODS[name](z, 7)
    assert made.shape == (5, 7)
    assert np.isfinite(made).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_method_keeps_a_constant_constant(name):
    made = methods.METHODS[name](np.full((2, 8), 4.2), 5)
    assert made == pytest.approx(np.full((2, 5), 4.2))


@pytest.mark.parametrize("name", NAMES)
@examples(25)
@given(z=HISTORIES, shift=st.floats(-20, 20), scale=st.sampled_from([0.5, 2.0, 8.0]))
def test_a_method_moves_and_scales_with_the_series(name, z, shift, scale):
    z = np.round(z, 3) + np.arange(z.shape[1]) * 0.37  # no ties in the grid search
    method = methods.METHODS[name]
    assert method(z * scale, 4) == pytest.approx(method(z, 4) * scale, rel=1e-6, abs=1e-6)
    moved = method(z + shift, 4) - shift
    close = np.isclose(moved, method(z, 4), rtol=1e-5, atol=1e-5).all(axis=1)
    assert close.mean() >= 0.6  # rounding may tip the choice between two equally good grid points


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_series_does_not_matter(name):
    z = np.random.default_rng(1).normal(size=(6, 12)).cumsum(axis=1)
    order = np.array([3, 1, 5, 0, 2, 4])
    method = methods.METHODS[name]
    assert method(z[order], 5) == pytest.approx(method(z, 5)[order])


def test_simple_methods_by_hand():
    z = np.array([[1.0, 2.0, 4.0, 7.0]])
    assert methods.naive(z, 2)[0].tolist() == [7.0, 7.0]
    assert methods.long_mean(z, 1)[0].tolist() == [3.5]
    assert methods.drift(z, 2)[0].tolist() == [9.0, 11.0]


def test_recent_and_robust_methods_by_hand():
    z = np.array([[9.0, 9.0, 9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]])
    assert methods.recent_drift(z, 2)[0].tolist() == [8.0, 9.0]
    assert methods.recent_mean(z, 1)[0].tolist() == [4.625]
    assert methods.median(z, 2)[0].tolist() == [5.5, 5.5]
    assert methods.toward_mean(np.array([[0.0, 1.0, 5.0]]), 2)[0] == pytest.approx([4.7, 4.43])


def test_usual_growth_is_the_figure_the_label_names():
    assert f"{combination.USUAL_GROWTH:g}%" in labels.NAMES["usual"][0]
    values = np.array([[7.0, 6.5, 7.2, 6.8, 7.1]])
    place = combination.CANDIDATES["growth"].index("usual")
    assert (combination.candidates("growth", values, 4)[0, :, place] == combination.USUAL_GROWTH).all()


def test_the_middle_is_the_median_of_as_many_methods_as_the_label_says():
    assert f"{len(combination.MIDDLE)} phương pháp" in labels.NAMES["middle"][0]
    assert f"{len(combination.MIDDLE)} methods" in labels.NAMES["middle"][1]
    line = np.array([[10.0, 12.0, 14.0, 16.0, 18.0]])  # +2 a year; compound methods go above, damped ones below
    middle = np.exp(combination.candidates("positive", line, 3)[0, :, -1])
    assert middle == pytest.approx([20.0, 22.0, 24.0], rel=0.03)
    assert combination.weights("positive", np.zeros((12, 5)), np.ones((1, 12)))[0] == pytest.approx([0.14] * 5 + [0.3])


@pytest.mark.parametrize("kind", sorted(combination.CANDIDATES))
def test_every_candidate_has_a_name(kind):
    assert {name.removeprefix("raw_") for name in combination.CANDIDATES[kind]} <= set(labels.NAMES)


def test_damped_drift_without_memory_and_damping_is_the_last_change():
    assert methods.damped_drift(np.array([[1.0, 2.0, 4.0]]), 2, memory=0.0, damping=1.0)[0].tolist() == [
        6.0,
        8.0,
    ]


def test_a_straight_line_is_continued_by_trend_methods():
    z = np.arange(12, dtype=float)[None, :]
    for name in ("drift", "holt", "recent_drift", "shrunk_drift"):
        assert methods.METHODS[name](z, 3)[0] == pytest.approx([12, 13, 14], abs=1e-6), name


@pytest.mark.parametrize("model", models.MODELS, ids=lambda m: m.__name__)
def test_every_model_has_the_interface_of_the_field(model):
    made = model().forecast([100, 104, 109, 111, 118, 121, 130, 128], h=3, level=[80, 95])
    assert set(made) == {"mean", "lo-80", "hi-80", "lo-95", "hi-95"}
    assert (made["lo-95"] <= made["lo-80"]).all()
    assert (made["lo-80"] <= made["mean"]).all()
    assert (made["mean"] <= made["hi-80"]).all()
    assert (made["hi-80"] <= made["hi-95"]).all()


def test_naive_model_is_naive():
    assert models.Naive().forecast([3, 5, 9, 7], h=2)["mean"] == pytest.approx([7, 7])
