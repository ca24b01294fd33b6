"""What Lambda answers again and again, and what its rows prepare."""

from __future__ import annotations

from tests.parity.recorded import Told

REGION, ACCOUNT = "us-east-1", "123456789012"
HERE = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:"
MISSING = "doesnotexist"
NOTHING: Told = ("ResourceNotFoundException", "The resource you requested does not exist.", 404)
MISMATCH: Told = (
    "InvalidParameterValueException",
    "The derived qualifier from the function name does not match the specified qualifier.",
    400,
)
REVISION: Told = (
    "PreconditionFailedException",
    (
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve "
        "the latest Revision Id"
    ),
    412,
)


def not_found(name: str) -> Told:
    """No such function, or no such version of it."""
    return ("ResourceNotFoundException", f"Function not found: {HERE}{name}", 404)


def no_alias(name: str) -> Told:
    """No such alias."""
    return ("ResourceNotFoundException", f"Cannot find alias arn: {HERE}{name}", 404)


def invalid(message: str) -> Told:
    """An InvalidParameterValueException."""
    return ("InvalidParameterValueException", message, 400)


def constraint(value: str, where: str, words: str) -> Told:
    """A ValidationException about one value."""
    told = f"1 validation error detected: Value {value} at '{where}' failed to satisfy constraint: {words}"
    return ("ValidationException", told, 400)
