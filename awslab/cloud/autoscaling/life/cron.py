"""When a schedule of five fields is due next (pure): minute, hour, day of month, month, day of week.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_YEARS = 5
"""After so many years without a day that fits there is none (the 30th of February)."""


class NotACronError(ValueError):
    """The text is no schedule."""


@dataclass(frozen=True, slots=True)
class Cron:
    """The values that each field allows."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool
    """Both days are restricted: one of them is enough, as in crontab."""

    def next(self, after: float, zone: str = "UTC") -> float | None:
        """Return the first moment after a time (seconds since 1970), None when there is none.

        Raises ZoneInfoNotFoundError for an unknown time zone.
        """
        at = datetime.fromtimestamp(after, ZoneInfo(zone)).replace(second=0, microsecond=0) + timedelta(minutes=1)
        end = at + timedelta(days=366 * _YEARS)
        while at < end:
            if not self._fits_day(at):
                at = at.replace(hour=0, minute=0) + timedelta(days=1)
            elif at.hour not in self.hours:
                at = at.replace(minute=0) + timedelta(hours=1)
            elif at.minute not in self.minutes:
                at += timedelta(minutes=1)
            else:
                return at.astimezone(UTC).timestamp()
        return None

    def _fits_day(self, at: datetime) -> bool:
        day, weekday = at.day in self.days, at.isoweekday() % 7 in self.weekdays
        return at.month in self.months and ((day or weekday) if self.either_day else (day and weekday))


def parse(text: str) -> Cron:
    """Read five fields. Raises NotACronError."""
    fields = text.lower().split()
    if len(fields) != len(_RANGES):
        raise NotACronError(text)
    minutes, hours, days, months, weekdays = (_field(text, *ends) for text, ends in zip(fields, _RANGES, strict=True))
    weekdays = frozenset(weekday % 7 for weekday in weekdays)
    return Cron(minutes, hours, days, months, weekdays, either_day="*" not in (fields[2], fields[4]))


def _field(text: str, first: int, last: int) -> frozenset[int]:
    values: set[int] = set()
    for part in text.split(","):
        span, _, stride = part.partition("/")
        low, dash, high = span.partition("-")
        try:
            start = first if low == "*" else _value(low)
            end = last if low == "*" or (stride and not dash) else _value(high) if dash else start
            values.update(range(start, end + 1, int(stride or 1)))
        except ValueError as error:
            raise NotACronError(text) from error
        if not first <= start <= end <= last:
            raise NotACronError(text)
    return frozenset(values)


def _value(text: str) -> int:
    if text in _MONTHS:
        return _MONTHS.index(text) + 1
    return _DAYS.index(text) if text in _DAYS else int(text)
