"""The headers that a load balancer adds on the way to a target (pure).

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from awslab.cloud.elbv2.edge.conditions import Visit
from awslab.cloud.elbv2.edge.configured import Balancer, Listener

_OURS = frozenset({"x-forwarded-for", "x-forwarded-port", "x-forwarded-proto", "x-amzn-trace-id", "host", "connection"})
_ROOT = re.compile(r"(?:^|;)\s*Root=", re.IGNORECASE)


def with_forwarded_headers(visit: Visit, balancer: Balancer, listener: Listener, new_trace: str) -> Visit:
    """The visit as a target gets it; `new_trace` is an id of X-Ray's form, for a request that has none."""
    kept = [(name, value) for name, value in visit.headers if name.lower() not in _OURS]
    mode = balancer.attributes.get("routing.http.xff_header_processing.mode", "append")
    added = [
        ("host", visit.host),
        *(("x-forwarded-for", value) for value in _forwarded_for(_given(visit, "x-forwarded-for"), visit.client, mode)),
        ("x-forwarded-port", str(listener.port)),
        ("x-forwarded-proto", listener.protocol.lower()),
        ("x-amzn-trace-id", _trace(_given(visit, "x-amzn-trace-id"), new_trace)),
    ]
    return replace(visit, headers=[*kept, *added])


def _given(visit: Visit, wanted: str) -> Sequence[str]:
    return [value for name, value in visit.headers if name.lower() == wanted]


def _forwarded_for(given: Sequence[str], client: str, mode: str) -> Sequence[str]:
    if mode == "append":
        return [", ".join((*given, client))]
    return given if mode == "preserve" else []


def _trace(given: Sequence[str], new: str) -> str:
    if not given:
        return f"Root={new}"
    return f"Self={new};{given[-1]}" if _ROOT.search(given[-1]) else f"{given[-1]};Root={new}"
