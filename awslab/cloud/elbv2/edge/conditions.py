"""Whether the conditions of a listener rule hold for a request (pure).

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
"""

from __future__ import annotations

import ipaddress
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from awslab.cloud.elbv2.edge.expressions import matches


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as a load balancer sees it."""

    method: str
    host: str
    """Without a port."""
    path: str
    """Still percent-encoded."""
    query: str
    """As it came, without the question mark."""
    headers: Sequence[tuple[str, str]]
    """As they came, repeated names apart."""
    client: str
    """The address that it came from."""


def hold(conditions: Iterable[Mapping[str, Any]], visit: Visit) -> bool:
    """Whether all of a rule's conditions hold; one holds when one of its values matches."""
    return all(_holds(condition, visit) for condition in conditions)


def _holds(condition: Mapping[str, Any], visit: Visit) -> bool:
    match condition.get("Field"):
        case "host-header":
            return _any_fits(condition, "HostHeaderConfig", visit.host, ignore_case=True)
        case "path-pattern":
            return _any_fits(condition, "PathPatternConfig", _normalised(visit.path), ignore_case=False)
        case "http-header":
            return _header_holds(condition.get("HttpHeaderConfig") or {}, visit)
        case "http-request-method":
            return visit.method in _values(condition, "HttpRequestMethodConfig")
        case "query-string":
            return any(_pair_holds(pair, visit.query) for pair in _values(condition, "QueryStringConfig"))
        case "source-ip":
            return any(_contains(network, visit.client) for network in _values(condition, "SourceIpConfig"))
        case _:
            return False


def _values(condition: Mapping[str, Any], config: str) -> Sequence[Any]:
    """The values, given in the kind's own configuration or, the older way, in the condition itself."""
    return (condition.get(config) or {}).get("Values") or condition.get("Values") or ()


def _header_holds(config: Mapping[str, Any], visit: Visit) -> bool:
    wanted = str(config.get("HttpHeaderName", "")).lower()
    found = [value for name, value in visit.headers if name.lower() == wanted]
    return any(_any_fits({"Config": config}, "Config", value, ignore_case=True) for value in found)


def _pair_holds(pair: Mapping[str, str], query: str) -> bool:
    """A pair without a key matches the value of any key; nothing is percent-decoded."""
    key, value = pair.get("Key"), str(pair.get("Value", ""))
    given = [part.partition("=")[::2] for part in query.split("&") if part]
    return any((not key or _like(key, name, True)) and _like(value, found, True) for name, found in given)


def _contains(network: str, address: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def _any_fits(condition: Mapping[str, Any], config: str, value: str, *, ignore_case: bool) -> bool:
    """By patterns or, where these are given, by regular expressions."""
    expressions = (condition.get(config) or {}).get("RegexValues")
    if expressions:
        return any(matches(each, value, ignore_case=ignore_case) for each in expressions)
    return any(_like(pattern, value, ignore_case) for pattern in _values(condition, config))


def _like(pattern: str, value: str, ignore_case: bool) -> bool:
    return _compiled(pattern, ignore_case).fullmatch(value) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    """`*` is any number of characters, `?` is one, a backslash takes that meaning from them."""
    parts = re.findall(r"\\[*?\\]|.", pattern, re.DOTALL)
    regular = "".join({"*": ".*", "?": "."}.get(part) or re.escape(part[-1]) for part in parts)
    return re.compile(regular, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


_UNRESERVED = re.compile(r"%(2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])")


def _normalised(path: str) -> str:
    """A path as rules see it: no dot segments, no percent-encoding where none is needed (RFC 3986, section 6.2.2)."""
    plain = _UNRESERVED.sub(lambda found: chr(int(found[1], 16)), path)
    if "/." not in plain:
        return plain
    joined = posixpath.normpath(plain)
    return joined + "/" if plain.endswith(("/", "/.", "/..")) and joined != "/" else joined
