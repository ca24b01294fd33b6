"""When a schedule is due (pure). https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta

RATE_FASTER = 12
"""A rate's minute takes five seconds here. Cron expressions follow the real time, in UTC."""
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)(s?)\)")
_CRON = re.compile(r"cron\(([^()]+)\)")
_UNITS = {"minute": 60, "hour": 3600, "day": 86_400}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_FARTHEST = 366 * 5
"""Days that are searched."""


def is_schedule(expression: str) -> bool:
    """Say whether a text is a rate or a cron expression of EventBridge."""
    rate = _RATE.fullmatch(expression)
    if rate:
        value = int(rate[1])
        return value > 0 and (value == 1) == (not rate[3])
    try:
        return bool(_CRON.fullmatch(expression)) and len(_Cron(expression).fields) == 6
    except ValueError:
        return False


def next_time(expression: str, after: float) -> float | None:
    """Return when a schedule is due next (seconds since 1970); None when that is not in the next five years."""
    rate = _RATE.fullmatch(expression)
    if rate:
        return after + int(rate[1]) * _UNITS[rate[2]] / RATE_FASTER
    return _Cron(expression).next(after)


class _Cron:
    def __init__(self, expression: str) -> None:
        match = _CRON.fullmatch(expression)
        self.fields = match[1].split() if match else []
        if len(self.fields) != 6:
            raise ValueError(expression)
        minutes, hours, day, months, weekday, years = self.fields
        self._day: str = day
        self._weekday: str = weekday
        if (self._day == "?") == (self._weekday == "?"):
            raise ValueError(expression)
        self._minutes = _values(minutes, 0, 59)
        self._hours = _values(hours, 0, 23)
        self._months = _values(months, 1, 12, _MONTHS)
        self._years = _values(years, 1970, 2199)
        self._is_on(date(2024, 2, 1))  # raises for days that cannot be read

    def next(self, after: float) -> float | None:
        moment = datetime.fromtimestamp(after, UTC)
        for ahead in range(_FARTHEST):
            day = moment.date() + timedelta(days=ahead)
            if day.month not in self._months or day.year not in self._years or not self._is_on(day):
                continue
            for hour in sorted(self._hours):
                for minute in sorted(self._minutes):
                    due = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
                    if due > moment:
                        return due.timestamp()
        return None

    def _is_on(self, day: date) -> bool:
        return self._on_day(day) if self._day != "?" else self._on_weekday(day)

    def _on_day(self, day: date) -> bool:
        last = calendar.monthrange(day.year, day.month)[1]
        if self._day == "L":
            return day.day == last
        if self._day.endswith("W"):
            return day == _workday(day, last if self._day == "LW" else min(int(self._day[:-1]), last), last)
        return day.day in _values(self._day, 1, 31)

    def _on_weekday(self, day: date) -> bool:
        number = day.isoweekday() % 7 + 1  # Sunday is 1
        field = self._weekday
        if "#" in field:
            weekday, _, ordinal = field.partition("#")
            return number in _values(weekday, 1, 7, _DAYS) and (day.day - 1) // 7 + 1 == int(ordinal)
        if field.endswith("L"):
            last = calendar.monthrange(day.year, day.month)[1]
            if field == "L":
                return number == 7
            return number in _values(field[:-1], 1, 7, _DAYS) and day.day > last - 7
        return number in _values(field, 1, 7, _DAYS)


def _workday(day: date, number: int, last: int) -> date:
    """Return the weekday of the month that is closest to its day of that number; `last` is the month's last day."""
    exact = day.replace(day=number)
    if exact.weekday() == 5:
        return exact - timedelta(days=1) if number > 1 else exact + timedelta(days=2)
    if exact.weekday() == 6:
        return exact + timedelta(days=1) if number < last else exact - timedelta(days=2)
    return exact


def _values(field: str, low: int, high: int, names: tuple[str, ...] = ()) -> set[int]:
    """Return the numbers that a field stands for; raises ValueError for what is none."""
    numbers: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        begin = low if first == "*" else _number(first, names, low)
        end = high if first == "*" or (step and not last) else _number(last or first, names, low)
        if not (low <= begin <= high and low <= end <= high):
            raise ValueError(field)
        span_numbers = range(begin, end + 1) if begin <= end else [*range(begin, high + 1), *range(low, end + 1)]
        numbers |= set(list(span_numbers)[:: int(step) if step else 1])
    return numbers


def _number(text: str, names: tuple[str, ...], low: int) -> int:
    return names.index(text.upper()) + low if text.upper() in names else int(text)
