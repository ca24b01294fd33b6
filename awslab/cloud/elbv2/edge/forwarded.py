"""The headers that a load balancer adds on the way to a target (pure).

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from awslab.cloud.elbv2.edge.conditions import Visit
from awslab.cloud.elbv2.values import Balancer, Listener

_REPLACED_HEADERS = frozenset(
    {"x-forwarded-for", "x-forwarded-port", "x-forwarded-proto", "x-amzn-trace-id", "host", "connection"}
)
_ROOT = re.compile(r"(?:^|;)\s*Root=", re.IGNORECASE)


def with_forwarded_headers(visit: Visit, balancer: Balancer, listener: Listener, new_trace: str) -> Visit:
    """Return the visit as a target gets it; `new_trace` is an id of X-Ray's form, for a request that has none."""
    unchanged = [(name, value) for name, value in visit.headers if name.lower() not in _REPLACED_HEADERS]
    mode = balancer.attributes.get("routing.http.xff_header_processing.mode", "append")
    new_headers = [
        ("host", visit.host),
        *(
            ("x-forwarded-for", value)
            for value in _forwarded_for(_values(visit, "x-forwarded-for"), visit.client, mode)
        ),
        ("x-forwarded-port", str(listener.port)),
        ("x-forwarded-proto", listener.protocol.lower()),
        ("x-amzn-trace-id", _trace(_values(visit, "x-amzn-trace-id"), new_trace)),
    ]
    return replace(visit, headers=[*unchanged, *new_headers])


def _values(visit: Visit, header: str) -> Sequence[str]:
    return [value for name, value in visit.headers if name.lower() == header]


def _forwarded_for(addresses: Sequence[str], client: str, mode: str) -> Sequence[str]:
    if mode == "append":
        return [", ".join((*addresses, client))]
    return addresses if mode == "preserve" else []


def _trace(traces: Sequence[str], new: str) -> str:
    if not traces:
        return f"Root={new}"
    return f"Self={new};{traces[-1]}" if _ROOT.search(traces[-1]) else f"{traces[-1]};Root={new}"
