"""Asking a running sandbox what is no API of AWS: its packet tracer, its addresses. Over loopback, with its own key."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from awslab.errors import SandboxError, UsageError

if TYPE_CHECKING:
    from urllib.error import HTTPError

ADDRESSES_PATH = "/_awslab/addresses"
"""Answers with an array of `{kind, name, url}`."""
TRACE_PATH = "/_awslab/trace"
"""Asked `from`, `to` and `region`; answers with the trace."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_INSIDE = "Run it in “awslab lab shell”, or paste the lines that “awslab sandbox” prints first."


@dataclass(frozen=True, slots=True)
class Address:
    """Something that answers plain HTTP."""

    kind: str
    """`REST API`, `HTTP API`, `load balancer`, `website` or `function URL`."""
    name: str
    url: str
    """Ready for curl."""


def ask_from_here(path: str, parameters: Mapping[str, str], endpoint: str | None) -> Any:
    """Ask the sandbox that the environment names (or the one at `endpoint`, with the environment's key).

    Raises UsageError for a question that means nothing there, SandboxError when there is no such sandbox.
    """
    place = endpoint or os.environ.get("AWS_ENDPOINT_URL", "")
    if not place:
        raise SandboxError("No sandbox is named here.", _INSIDE)
    if urlsplit(place).scheme != "http" or urlsplit(place).hostname not in _LOOPBACK:
        # the key goes along: it must not leave this machine
        raise UsageError(f"{place} is not a sandbox on this machine.", _INSIDE)
    return ask(place, os.environ.get("AWS_SECRET_ACCESS_KEY", ""), path, parameters)


def ask(endpoint: str, secret: str, path: str, parameters: Mapping[str, str]) -> Any:
    """What the sandbox at `endpoint` answers, from JSON. Raises as `ask_from_here` does."""
    import urllib.error  # the interface asks only once something runs
    import urllib.request

    query = f"?{urlencode(parameters)}" if parameters else ""
    request = urllib.request.Request(
        f"{endpoint.rstrip('/')}{path}{query}", headers={"Authorization": f"Bearer {secret}"}
    )
    try:
        # a proxy would be asked for loopback, too
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as http_error:
        with http_error:
            raise _refusal(http_error, endpoint) from http_error
    except (OSError, ValueError) as error:
        raise SandboxError(f"Nothing answers at {endpoint}.", _INSIDE) from error


def _refusal(http_error: HTTPError, endpoint: str) -> UsageError | SandboxError:
    if http_error.code == 400:
        return UsageError(str(json.load(http_error)["message"]))
    return SandboxError(f"{endpoint} does not know this key, or is no sandbox.", _INSIDE)
