"""A measured figure beside its budget, and the table of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.rounds import middle


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. The budgets are those of the design; nothing fails when one is exceeded."""

    title: str
    against: str
    value: float
    """Subject over baseline; for unit "ms" subject minus baseline."""
    low: float
    """The lower quartile of the rounds: how far the value can be trusted, together with `high`."""
    high: float
    budget: float | None
    """None for a figure that is given for information."""
    unit: str = "x"
    subject_ms: float = 0.0
    """The medians on this machine at this moment, to see what the ratio is made of."""
    baseline_ms: float = 0.0

    @property
    def verdict(self) -> str:
        """ok or over; ok? or over? when the quartiles lie on both sides of the budget; - without one."""
        if self.budget is None:
            return "-"
        sure = "" if (self.low <= self.budget) == (self.high <= self.budget) else "?"
        return ("ok" if self.value <= self.budget else "over") + sure

    def to_json(self) -> dict[str, Any]:
        """For `--json`, seconds and ratios rounded to what they are worth."""
        numbers = ("value", "low", "high", "subject_ms", "baseline_ms")
        return {
            "what": self.title,
            "against": self.against,
            **{name: round(getattr(self, name), 4) for name in numbers},
            "unit": self.unit,
            "budget": self.budget,
            "verdict": self.verdict,
        }


def ratio(
    title: str, against: str, times: Mapping[str, Sequence[float]], subject: str, baseline: str, budget: float | None
) -> Figure:
    """Subject over baseline: the median of the rounds' own ratios, since both sides of a round had the same machine."""
    low, value, high = middle(
        [
            subject_seconds / baseline_seconds
            for subject_seconds, baseline_seconds in zip(times[subject], times[baseline], strict=True)
        ]
    )
    return Figure(title, against, value, low, high, budget, "x", _ms(times[subject]), _ms(times[baseline]))


def extra(
    title: str, against: str, times: Mapping[str, Sequence[float]], subject: str, baseline: str, budget: float | None
) -> Figure:
    """Subject minus baseline, in milliseconds."""
    rounds = [
        (subject_seconds - baseline_seconds) * 1000
        for subject_seconds, baseline_seconds in zip(times[subject], times[baseline], strict=True)
    ]
    low, value, high = middle(rounds)
    return Figure(title, against, value, low, high, budget, "ms", _ms(times[subject]), _ms(times[baseline]))


def table(figures: Sequence[Figure]) -> str:
    """The figures in columns of plain text."""
    rows = [("what", "against", "ms", "against ms", "value", "quartiles", "budget", ""), *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(_cells(row, widths)).rstrip() for row in rows)


def _row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.title,
        figure.against,
        f"{figure.subject_ms:.1f}",
        f"{figure.baseline_ms:.1f}",
        _number(figure.value, figure.unit),
        f"{figure.low:.3g}-{figure.high:.3g}",
        "-" if figure.budget is None else _number(figure.budget, figure.unit),
        figure.verdict,
    )


def _number(value: float, unit: str) -> str:
    """`1.18 x`; a small ratio as a fraction, `1/52`; `+3.1 ms`."""
    if unit == "ms":
        return f"{value:+.1f} ms"
    return f"{value:.2f} x" if value >= 0.5 else f"1/{1 / value:.1f}".removesuffix(".0")


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Words to the left, numbers to the right."""
    return [
        cell.ljust(width) if place < 2 or place == len(row) - 1 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _ms(seconds: Sequence[float]) -> float:
    return middle(seconds)[1] * 1000
