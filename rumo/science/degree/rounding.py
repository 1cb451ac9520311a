"""How figures are shown: 6 decimals in the API, per cent with one decimal on pages, both half up; sums are made unrounded (degree.md, section 7)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from rumo.science.degree.columns import Float


def six(fractions: Float) -> Float:
    """Fractions with 6 decimals, half up; nan stays. Noise below 1e-12 does not tip a half. Any shape."""
    return np.floor(np.rint(fractions * 1e12) / 1e6 + 0.5) / 1e6


def percent(fraction: float) -> Decimal:
    """A fraction in per cent with one decimal, half up (away from zero below it): 0.4125 is 41.3. Noise below 1e-9 does not tip a half."""
    return (Decimal(repr(round(float(fraction), 9))) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
