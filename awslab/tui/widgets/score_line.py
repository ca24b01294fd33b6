"""A scaled score on a line from 100 to 1,000, with its interval and the passing score."""

from __future__ import annotations

from textual.content import Content

from awslab.exam.score import HIGHEST, LOWEST, Score


def score_line(score: Score, passing: int, width: int) -> Content:
    """Return the line in `width` cells: the interval heavy, the score as ●, the passing score as │."""

    def cell(points: int) -> int:
        return round((points - LOWEST) / (HIGHEST - LOWEST) * (width - 1))

    style = "$success" if score.has_passed else "$error"
    cells: list[tuple[str, str]] = [("─", "$muted 60%")] * width
    for place in range(cell(score.low), cell(score.high) + 1):
        cells[place] = ("━", style)
    cells[cell(passing)] = ("│", "bold")
    cells[cell(score.scaled)] = ("●", f"bold {style}")
    return Content.assemble(*cells)
