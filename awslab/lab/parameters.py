"""What boto3 says about parameters that it does not accept, in a sentence that tells what to write."""

from __future__ import annotations

import difflib
import re

PARAMETER_ERROR = "ParamValidationError"
"""The code of a call that boto3 did not send because of its parameters."""

_UNKNOWN = re.compile(r'Unknown parameter in (?P<place>.+): "(?P<name>.+)", must be one of: (?P<known>.+)')
_MISSING = re.compile(r'Missing required parameter in (?P<place>.+): "(?P<name>.+)"')
_TYPE = re.compile(
    r"Invalid type for parameter (?P<name>[^,]+), value: (?P<value>.*), type: .+, valid types: (?P<types>.+)"
)
_TYPES = {"str": "text", "int": "a whole number", "bool": "true or false", "list": "a list", "dict": "keys with values"}


def parameter_problems(message: str) -> str:
    """Return botocore's report about parameters, a line for each, as one sentence in plain words."""
    lines = [line for line in message.splitlines() if line and not line.startswith("Parameter validation failed")]
    return "; ".join(_problem(line) for line in lines) or message


def _problem(line: str) -> str:
    if match := _UNKNOWN.fullmatch(line):
        names = match["known"].split(", ")
        close = difflib.get_close_matches(match["name"], names, n=1)
        hint = (
            f"did you mean “{close[0]}”?"
            if close
            else f"there is {', '.join(names[:8])}{' and others' * (len(names) > 8)}"
        )
        return f"unknown parameter “{match['name']}”{_in(match['place'])}; {hint}"
    if match := _MISSING.fullmatch(line):
        return f"the parameter “{match['name']}” is missing{_in(match['place'])}"
    if match := _TYPE.fullmatch(line):
        types = re.findall(r"<class '(\w+)'>", match["types"])
        words = " or ".join(dict.fromkeys(_TYPES.get(name, name) for name in types))
        return f"the parameter “{match['name']}” must be {words}, not {match['value']}"
    return line


def _in(place: str) -> str:
    """Return where in the request a parameter is; nothing for its outermost level."""
    return "" if place == "input" else f" in {place}"
