"""The days of the last weeks, with a sign for how much was done on each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

_LEVELS = ((1, "·", "$muted 50%"), (5, "░", "$success 60%"), (15, "▒", "$success 80%"), (30, "▓", "$success"))
_HIGHEST_LEVEL = ("█", "$success")
_DAY = 2
"""Cells of a day."""


class HeatMap(Widget):
    """A column per week, Monday on top; darker signs for more answers and lab runs."""

    DEFAULT_CSS = """
    HeatMap { height: auto; width: auto; }
    """

    days: reactive[Mapping[date, int]] = reactive(dict, layout=True)
    """Answers and lab runs on each day that has any."""
    today: reactive[date | None] = reactive(None)
    """The last day shown."""

    def __init__(self, *, weeks: int) -> None:
        super().__init__()
        self.weeks = weeks

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return 4 + self.weeks * _DAY

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 9

    def render(self) -> Content:
        if self.today is None:
            return Content("")
        monday = self.today - timedelta(days=self.today.weekday() + 7 * (self.weeks - 1))
        lines = [self._months(monday)]
        for weekday in range(7):
            name = (monday + timedelta(days=weekday)).strftime("%a") if weekday in (0, 2, 4) else ""
            cells = [self._cell(monday + timedelta(days=weekday, weeks=week)) for week in range(self.weeks)]
            lines.append(Content.assemble((f"{name:<4}", "$muted"), *cells))
        lines.append(_legend())
        return Content("\n").join(lines)

    def _months(self, monday: date) -> Content:
        line = " " * 4
        for week in range(self.weeks):
            day = monday + timedelta(weeks=week)
            if (week == 0 or day.day <= 7) and len(line) <= 4 + week * _DAY:
                line = f"{line:<{4 + week * _DAY}}{day:%b} "
        return Content(line).stylize("$muted")

    def _cell(self, day: date) -> tuple[str, str]:
        if self.today is None or day > self.today:
            return " " * _DAY, ""
        sign, style = _sign(self.days.get(day, 0))
        return sign + " ", f"{style} underline" if day == self.today else style


def _sign(count: int) -> tuple[str, str]:
    return next(((sign, style) for below, sign, style in _LEVELS if count < below), _HIGHEST_LEVEL)


def _legend() -> Content:
    signs = [(f"{sign} ", style) for _, sign, style in _LEVELS] + [(f"{_HIGHEST_LEVEL[0]} ", _HIGHEST_LEVEL[1])]
    return Content.assemble(("    less ", "$muted"), *signs, ("more", "$muted"))
