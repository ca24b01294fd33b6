"""Condition operators: how one value of the request is compared with one value of a policy (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import operator
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from awslab.cloud.iam.policies.wildcards import arn_fits, literal, string_fits

Comparison = Callable[[str, str], bool]
"""`(value in the policy, value in the request)`."""
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_PARTIAL_DATE = re.compile(r"(\d{4})(-\d{2})?")
_EPOCH = re.compile(r"-?\d{5,}(\.\d+)?")


def _numbers(compare: Callable[[Decimal, Decimal], bool]) -> Comparison:
    def holds(policy_value: str, request_value: str) -> bool:
        try:
            return compare(Decimal(request_value.strip()), Decimal(policy_value.strip()))
        except InvalidOperation:
            return False

    return holds


def _dates(compare: Callable[[datetime, datetime], bool]) -> Comparison:
    def holds(policy_value: str, request_value: str) -> bool:
        request_time, policy_time = _moment(request_value), _moment(policy_value)
        return request_time is not None and policy_time is not None and compare(request_time, policy_time)

    return holds


@lru_cache(maxsize=1024)
def _moment(text: str) -> datetime | None:
    """Return the time that a text tells in seconds since 1970 or in one of the W3C's forms of ISO 8601: `2020`,
    `2020-07`, ..., `2020-07-01T12:00:00Z`; None for no time."""
    partial = _PARTIAL_DATE.fullmatch(text)
    if partial:
        text = f"{partial[1]}{partial[2] or '-01'}-01"
    try:
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(float(text), UTC)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _same_bytes(policy_value: str, request_value: str) -> bool:
    try:
        return base64.b64decode(policy_value, validate=True) == base64.b64decode(request_value, validate=True)
    except (binascii.Error, ValueError):
        return False


def _in_network(policy_value: str, request_value: str) -> bool:
    network, address = _network(policy_value), _network(request_value)
    if network is None or address is None:
        return False
    if isinstance(network, ipaddress.IPv4Network):
        return isinstance(address, ipaddress.IPv4Network) and address.subnet_of(network)
    return isinstance(address, ipaddress.IPv6Network) and address.subnet_of(network)


@lru_cache(maxsize=1024)
def _network(text: str) -> _Network | None:
    """Return the network of a CIDR block or of a single address; None for neither."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


COMPARISONS: dict[str, Comparison] = {
    "stringequals": lambda expected, actual: literal(expected) == actual,
    "stringequalsignorecase": lambda expected, actual: literal(expected).lower() == actual.lower(),
    "stringlike": string_fits,
    "bool": lambda expected, actual: literal(expected).lower() == actual.lower(),
    "binaryequals": _same_bytes,
    "ipaddress": _in_network,
    "arnequals": arn_fits,
    "arnlike": arn_fits,
    "numericequals": _numbers(operator.eq),
    "numericlessthan": _numbers(operator.lt),
    "numericlessthanequals": _numbers(operator.le),
    "numericgreaterthan": _numbers(operator.gt),
    "numericgreaterthanequals": _numbers(operator.ge),
    "dateequals": _dates(operator.eq),
    "datelessthan": _dates(operator.lt),
    "datelessthanequals": _dates(operator.le),
    "dategreaterthan": _dates(operator.gt),
    "dategreaterthanequals": _dates(operator.ge),
}
"""By operator, in lower case; a value that cannot be read is never equal to, less or greater than anything."""

NEGATIONS: dict[str, str] = {
    "stringnotequals": "stringequals",
    "stringnotequalsignorecase": "stringequalsignorecase",
    "stringnotlike": "stringlike",
    "numericnotequals": "numericequals",
    "datenotequals": "dateequals",
    "notipaddress": "ipaddress",
    "arnnotequals": "arnequals",
    "arnnotlike": "arnlike",
}
"""Which operator a negated one denies."""

WITH_VARIABLES = frozenset(name for name in (*COMPARISONS, *NEGATIONS) if name.startswith(("string", "arn", "bool")))
"""Operators whose values may have policy variables. (The pages differ about Bool: its own section says that it may.)"""
