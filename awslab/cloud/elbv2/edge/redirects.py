"""Where a redirect action sends a client (pure).

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_LONGEST = 8192
_KEYWORD = re.compile(r"#\{(protocol|host|port|path|query)\}")


def location(config: Mapping[str, str], original: Mapping[str, str]) -> str | None:
    """Return the URL of a redirect, or None when it would be too long (the load balancer then answers 507).

    `config` is the action's RedirectConfig; `original` has the request's protocol, host, port, path (without its
    leading slash) and query. Components that the action does not name stay as they are.
    """
    protocol = _filled(config.get("Protocol", "#{protocol}"), original).lower()
    host = _filled(config.get("Host", "#{host}"), original)
    port = _filled(config.get("Port", "#{port}"), original)
    path = _filled(config.get("Path", "/#{path}"), original)
    query = _filled(config.get("Query", "#{query}"), original)
    url = f"{protocol}://{host}:{port}{path}" + (f"?{query}" if query else "")
    return url if len(url) <= _LONGEST else None


def _filled(template: str, original: Mapping[str, str]) -> str:
    return _KEYWORD.sub(lambda keyword: original[keyword[1]], template)
