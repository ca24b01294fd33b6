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

from awslab.cloud.elbv2.edge.expressions import matches
from awslab.cloud.elbv2.shapes import Condition, ValuesConfig


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


def hold(conditions: Iterable[Condition], visit: Visit) -> bool:
    """Whether all of a rule's conditions hold; one holds when one of its values matches."""
    return all(_holds(condition, visit) for condition in conditions)


def _holds(condition: Condition, visit: Visit) -> bool:
    older_values = condition.get("Values") or ()
    match condition.get("Field"):
        case "host-header":
            return _any_fits(condition.get("HostHeaderConfig"), older_values, visit.host, ignore_case=True)
        case "path-pattern":
            path = _normal_path(visit.path)
            return _any_fits(condition.get("PathPatternConfig"), older_values, path, ignore_case=False)
        case "http-header":
            return _header_holds(condition.get("HttpHeaderConfig"), visit)
        case "http-request-method":
            return visit.method in _values(condition.get("HttpRequestMethodConfig"), older_values)
        case "query-string":
            pairs = (condition.get("QueryStringConfig") or {}).get("Values") or ()
            return any(_pair_holds(pair, visit.query) for pair in pairs)
        case "source-ip":
            networks = _values(condition.get("SourceIpConfig"), older_values)
            return any(_contains(network, visit.client) for network in networks)
        case _:
            return False


def _values(config: ValuesConfig | None, older_values: Sequence[str]) -> Sequence[str]:
    """Return the values, which stand in the kind's own configuration or, the older way, in the condition itself."""
    return (config.get("Values") if config else None) or older_values


def _header_holds(config: ValuesConfig | None, visit: Visit) -> bool:
    header_name = str((config or {}).get("HttpHeaderName", "")).lower()
    values = [value for name, value in visit.headers if name.lower() == header_name]
    return any(_any_fits(config, (), value, ignore_case=True) for value in values)


def _pair_holds(pair: Mapping[str, str], query: str) -> bool:
    """Whether the query has a pair; one without a key fits the value of any key. Nothing is percent-decoded."""
    key, value = pair.get("Key"), str(pair.get("Value", ""))
    parameters = [part.partition("=")[::2] for part in query.split("&") if part]
    return any((not key or _like(key, name, True)) and _like(value, text, True) for name, text in parameters)


def _contains(network: str, address: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def _any_fits(config: ValuesConfig | None, older_values: Sequence[str], value: str, *, ignore_case: bool) -> bool:
    """Whether a value fits one of the regular expressions, where there are any, else one of the patterns."""
    expressions = config.get("RegexValues") if config else None
    if expressions:
        return any(matches(expression, value, ignore_case=ignore_case) for expression in expressions)
    return any(_like(pattern, value, ignore_case) for pattern in _values(config, older_values))


def _like(pattern: str, value: str, ignore_case: bool) -> bool:
    return _compiled(pattern, ignore_case).fullmatch(value) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    """Compile a pattern: `*` is any number of characters, `?` is one, a backslash takes that meaning from them."""
    parts = re.findall(r"\\[*?\\]|.", pattern, re.DOTALL)
    regular = "".join({"*": ".*", "?": "."}.get(part) or re.escape(part[-1]) for part in parts)
    return re.compile(regular, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


_UNRESERVED = re.compile(r"%(2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])")


def _normal_path(path: str) -> str:
    """Return a path as rules see it: no dot segments, no percent-encoding where none is needed (RFC 3986, 6.2.2)."""
    plain = _UNRESERVED.sub(lambda escape: chr(int(escape[1], 16)), path)
    if "/." not in plain:
        return plain
    short = posixpath.normpath(plain)
    return short + "/" if plain.endswith(("/", "/.", "/..")) and short != "/" else short
