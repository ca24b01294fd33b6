"""Who gets in: this machine only, no web page, and only with a key of this sandbox.

A local server that answers whoever can post to it would run their code (functions are code): every web page in the
learner's browser could. So the Host must be loopback or an AWS name (against DNS rebinding), a browser's Origin is
refused, and every call must be signed, but for the reading of what a learner has published (edge/public_object.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from awslab.cloud.gateway.keys import KeyRing
from awslab.cloud.gateway.loopback import is_loopback
from awslab.cloud.gateway.request import Caller
from awslab.cloud.gateway.secrecy import same_secret
from awslab.cloud.gateway.signature import Claim, Signed, claim_of, is_out_of_date, payload_holds, signature_holds

_AWS_HOST = re.compile(r"([a-z0-9_.-]+\.)?(amazonaws\.com|on\.aws)", re.IGNORECASE)
_PORT = re.compile(r":\d*$")


@dataclass(frozen=True, slots=True)
class Denial:
    """Why a request does not get in; what it looks like depends on the service (see denials.py)."""

    reason: str
    """`host`, `origin`, `missing`, `unknown`, `signature`, `expired`, `token`, `payload` or `skewed`."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Admission:
    """A request that gets in."""

    caller: Caller
    claim: Claim


def host_denial(host: str, has_origin: bool) -> Denial | None:
    """What is wrong with where a request comes from, whatever it asks."""
    if not (is_loopback_host(host) or _AWS_HOST.fullmatch(_PORT.sub("", host))):
        return Denial("host", host)
    return Denial("origin") if has_origin else None


def is_loopback_host(host: str) -> bool:
    """Whether a Host header, port included, names this machine."""
    return is_loopback(_PORT.sub("", host).strip("[]"))


def admit(request: Signed, keys: KeyRing, now: datetime) -> Admission | tuple[Denial, Claim | None]:
    """Let a signed request in, or say why not, with what it claims as far as that can be read."""
    claim = claim_of(request)
    if claim is None:
        return Denial("missing"), None
    key = keys.find(claim.access_key_id)
    if key is None:
        return Denial("unknown", claim.access_key_id), claim
    if not same_secret(claim.token, key.session_token):
        return Denial("token"), claim
    if not signature_holds(claim, request, key.secret_access_key):
        return Denial("signature"), claim
    if is_out_of_date(claim, now):
        return Denial("skewed" if claim.seconds is None else "expired"), claim
    if not payload_holds(request):
        return Denial("payload"), claim
    return Admission(key.caller, claim)
