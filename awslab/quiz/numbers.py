"""Numbers as people type them: `900`, `4.5`, `10,240`, `10 240 MB`, `15 %`."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from awslab.errors import UsageError

_LONGEST = 40
_LINE = re.compile(r"(?P<before>[$€£]?)\s*(?P<number>[+-]?[\d.,_' ]*\d)\s*(?P<unit>\D*)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[,_' ])\d{3}(?:(?P=mark)\d{3})*(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")

_SHORT_FORMS = {
    "millisecond": ("ms", "msec"),
    "second": ("s", "sec"),
    "minute": ("m", "min"),
    "hour": ("h", "hr"),
    "day": ("d",),
    "percent": ("%", "per cent"),
    "dollar": ("$", "usd", "us dollar"),
    "byte": ("b",),
    "kilobyte": ("kb",),
    "megabyte": ("mb",),
    "gigabyte": ("gb",),
    "terabyte": ("tb",),
}


def read_number(line: str, unit: str) -> Decimal:
    """Return the number in `line`, which may end with `unit`.

    A comma, space, underscore or apostrophe may group thousands (`10,240`); decimals follow a point. `4,5` is refused,
    because it could mean two things. Raises UsageError, without a hint where the usual form would be the hint.
    """
    text = (
        unicodedata.normalize("NFKC", line)
        .replace("\N{MINUS SIGN}", "-")
        .replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    )
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise UsageError("That is too long for a number.")
    form = _LINE.fullmatch(text)
    if form is None:
        raise UsageError(f"“{text}” is not a number.")
    _refuse_other_unit(form["before"] or form["unit"].strip(" ."), unit)
    return _read_digits(form["number"])


def _read_digits(text: str) -> Decimal:
    sign = "-" if text.startswith("-") else ""
    digits = text.lstrip("+-").strip()
    if _GROUPED.fullmatch(digits):
        return Decimal(sign + re.sub(r"[^\d.]", "", digits))
    if _PLAIN.fullmatch(digits):
        return Decimal(sign + digits)
    if "," in digits:
        raise UsageError(
            f"The comma in “{digits}” can be read in two ways.",
            f"Put a point before decimals: {digits.replace(',', '.')}."
            if digits.count(",") == 1 and "." not in digits
            else "",
        )
    raise UsageError(f"“{digits}” is not a number.")


def _refuse_other_unit(typed_unit: str, unit: str) -> None:
    """Raise UsageError for another unit, in which the number would be graded as if it were in this one."""
    if not typed_unit or _same_unit(typed_unit, unit):
        return
    if unit:
        raise UsageError(
            f"The answer must be in {unit}, not “{typed_unit}”.",
            f"Type the number of {unit}; the unit may be left out.",
        )
    raise UsageError(f"“{typed_unit}” is not part of a number.", "Type the number alone.")


def _same_unit(typed_unit: str, unit: str) -> bool:
    return bool(_unit_forms(typed_unit) & _unit_forms(unit))


def _unit_forms(unit: str) -> frozenset[str]:
    name = " ".join(unit.casefold().split())
    singular = name[:-1] if len(name) > 2 and name.endswith("s") else name
    forms = {name, singular}
    for word, short in _SHORT_FORMS.items():
        if forms & {word, *short}:
            forms |= {word, *short}
    return frozenset(forms)
