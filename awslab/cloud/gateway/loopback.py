"""Which hosts mean this machine (pure; processes that are about to be confined import it before anything else)."""

from __future__ import annotations

import ipaddress
from typing import Any


def is_loopback(host: Any) -> bool:
    """Whether a host name or address means this machine, without asking anyone."""
    name = host_text(host).rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def host_text(name: Any) -> str:
    """A host name as text, whether a program passed text or bytes."""
    return name.decode("ascii", "replace") if isinstance(name, bytes) else str(name)
