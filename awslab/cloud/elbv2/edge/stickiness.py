"""Stickiness cookies: which target group, and which target, a client got before (pure).

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions

A cookie's value says until when it holds and proves, with a key of the load balancer, what it stands for; what that is
cannot be read from it. The cookie that goes with an application's own is given when the target sets that, and counts
when the client sends both.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import formatdate

TARGET = "AWSALB"
GROUP = "AWSALBTG"
APPLICATION = "AWSALBAPP-0"
"""The first fragment; a value here never needs a second."""


@dataclass(frozen=True, slots=True)
class Stickiness:
    """How clients of a target group stay with their target."""

    name: str
    """Of the load balancer's cookie."""
    seconds: int
    application: str = ""
    """The name of the application's own cookie; empty where the load balancer's is enough."""


def stickiness_of(attributes: Mapping[str, str]) -> Stickiness | None:
    """Return what a target group's attributes say; None when clients do not stay."""
    if attributes.get("stickiness.enabled") != "true":
        return None
    match attributes.get("stickiness.type"):
        case "lb_cookie":
            return Stickiness(TARGET, int(attributes.get("stickiness.lb_cookie.duration_seconds") or 86400))
        case "app_cookie":
            seconds = int(attributes.get("stickiness.app_cookie.duration_seconds") or 86400)
            return Stickiness(APPLICATION, seconds, attributes.get("stickiness.app_cookie.cookie_name", ""))
        case _:
            return None


def sets_cookie(lines: Iterable[tuple[str, str]], cookie_name: str) -> bool:
    """Whether an answer gives the client a cookie of that name."""
    return any(name.lower() == "set-cookie" and text.lstrip().startswith(f"{cookie_name}=") for name, text in lines)


def value(key: bytes, meaning: str, until: int) -> str:
    """Return the value of a cookie that stands for `meaning` until a time (seconds since 1970)."""
    proof = hmac.new(key, f"{until} {meaning}".encode(), hashlib.sha256).hexdigest()
    return f"{until:x}-{proof}"


def meaning_of(key: bytes, cookie_value: str, candidates: Iterable[str], now: float) -> str | None:
    """Return the candidate that a cookie's value stands for; None for none, or when the cookie is over."""
    try:
        until = int(cookie_value.partition("-")[0], 16)
    except ValueError:
        return None
    if until <= now:
        return None
    encoded_value = cookie_value.encode()
    return next(
        (meaning for meaning in candidates if hmac.compare_digest(value(key, meaning, until).encode(), encoded_value)),
        None,
    )


def cookie(headers: Sequence[tuple[str, str]], cookie_name: str) -> str:
    """Return the value of a cookie that a client sent; empty without one."""
    pairs = (part.strip() for name, text in headers if name.lower() == "cookie" for part in text.split(";"))
    return next((pair.partition("=")[2] for pair in pairs if pair.startswith(f"{cookie_name}=")), "")


def lines(name: str, text: str, until: int) -> list[tuple[str, str]]:
    """Return the two header lines that give a client its cookie, the second for requests across sites."""
    plain = f"{text}; Expires={formatdate(until, usegmt=True)}; Path=/"
    return [("Set-Cookie", f"{name}={plain}"), ("Set-Cookie", f"{name}CORS={plain}; SameSite=None")]
