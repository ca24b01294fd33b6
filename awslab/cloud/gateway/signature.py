"""Signature Version 4, from the receiving end: what a request claims, and whether the claim holds.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html and, for the forms of S3,
https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html. Presigned URLs of Signature
Version 2, which boto3 still makes on request, and browsers' upload forms are understood as well.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from botocore.auth import HmacV1Auth
from botocore.utils import normalize_url_path
from werkzeug.formparser import parse_form_data

from awslab.cloud.gateway.secrecy import same_secret

ALGORITHM = "AWS4-HMAC-SHA256"
UNSIGNED = "UNSIGNED-PAYLOAD"
_SKEW = timedelta(minutes=15)
_AUTHORIZATION = re.compile(
    ALGORITHM
    + r"\s+Credential=(?P<credential>[^,\s]+),\s*SignedHeaders=(?P<headers>[^,\s]+),\s*Signature=(?P<signature>\w+)"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a request says about who signed it, before anything was checked."""

    access_key_id: str
    date: str
    """`20261121`, empty for Signature Version 2."""
    region: str
    service: str
    """The signing name, such as `elasticloadbalancing`."""
    signed_headers: tuple[str, ...]
    signature: str
    token: str
    """X-Amz-Security-Token, or empty."""
    time: str
    """`20261121T093000Z`; for Signature Version 2 the end of its life in seconds since 1970."""
    seconds: int | None = None
    """How long a presigned URL lives; None for a request that is signed in its headers."""
    version: int = 4
    """2 for old presigned URLs, 0 for a browser's upload form."""
    policy: str = ""
    """What a form's signature covers, in base64."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The parts of a request that a signature covers."""

    method: str
    path: str
    """As it arrived."""
    query: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


def claim_of(request: Signed) -> Claim | None:
    """What the request claims; None when it is not signed, or in no form that is known."""
    header = _AUTHORIZATION.match(request.headers.get("authorization", ""))
    if header:
        return _claim(
            header["credential"],
            header["headers"],
            header["signature"],
            request.headers.get("x-amz-security-token", ""),
            request.headers.get("x-amz-date", ""),
        )
    query = dict(parse_qsl(request.query, keep_blank_values=True))
    if query.get("X-Amz-Algorithm") == ALGORITHM:
        return _claim(
            query.get("X-Amz-Credential", ""),
            query.get("X-Amz-SignedHeaders", ""),
            query.get("X-Amz-Signature", ""),
            query.get("X-Amz-Security-Token", ""),
            query.get("X-Amz-Date", ""),
            _whole(query.get("X-Amz-Expires", "")),
        )
    if {"AWSAccessKeyId", "Signature", "Expires"} <= query.keys():
        token = query.get("x-amz-security-token", "")
        return Claim(
            query["AWSAccessKeyId"],
            "",
            "us-east-1",
            "s3",
            (),
            query["Signature"],
            token,
            query["Expires"],
            0,
            version=2,
        )
    return _claim_of_form(request)


def _claim_of_form(request: Signed) -> Claim | None:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html, and version 2, which boto3 makes:
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/HTTPPOSTExamples.html"""
    if request.method != "POST" or not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return None
    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": request.headers["content-type"],
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body),
    }
    form = {name.lower(): value for name, value in parse_form_data(environ)[1].items()}
    token, credential = form.get("x-amz-security-token", ""), form.get("x-amz-credential", "")
    if {"awsaccesskeyid", "signature", "policy"} <= form.keys():
        key, signature = form["awsaccesskeyid"], form["signature"]
        return Claim(key, "", "us-east-1", "s3", (), signature, token, "", 0, version=0, policy=form["policy"])
    if form.get("x-amz-algorithm") != ALGORITHM:
        return None
    claim = _claim(credential, "", form.get("x-amz-signature", ""), token, form.get("x-amz-date", ""), 0)
    return claim and replace(claim, version=0, policy=form.get("policy", ""))


def _claim(
    credential: str, headers: str, signature: str, token: str, time: str, seconds: int | None = None
) -> Claim | None:
    parts = credential.rsplit("/", 4)
    if len(parts) != 5 or parts[4] != "aws4_request":
        return None
    return Claim(parts[0], parts[1], parts[2], parts[3], tuple(headers.split(";")), signature, token, time, seconds)


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else 0


def is_out_of_date(claim: Claim, now: datetime) -> bool:
    """Whether a presigned URL's life is over, or a signed request's clock is 15 minutes off."""
    if claim.version == 2:
        return not claim.time.isdigit() or now.timestamp() > int(claim.time)
    if claim.version == 0:
        return now > _end_of_policy(claim.policy)
    try:
        signed_at = datetime.strptime(claim.time, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return True
    if claim.seconds is None:
        return abs(now - signed_at) > _SKEW
    return now > signed_at + timedelta(seconds=claim.seconds) or signed_at > now + _SKEW


def _end_of_policy(policy: str) -> datetime:
    try:
        end = datetime.fromisoformat(json.loads(b64decode(policy))["expiration"])
    except (ValueError, KeyError, TypeError):
        return datetime.min.replace(tzinfo=UTC)
    return end if end.tzinfo else end.replace(tzinfo=UTC)


def signature_holds(claim: Claim, request: Signed, secret: str) -> bool:
    """Whether the signature is what this secret makes of the request."""
    if claim.version == 0:
        expected = sign(claim.policy, secret, claim) if claim.date else _sha1(secret, claim.policy)
    else:
        expected = _version_2(claim, request, secret) if claim.version == 2 else _version_4(claim, request, secret)
    return same_secret(claim.signature, expected)


def payload_holds(request: Signed) -> bool:
    """Whether the body is the one whose hash was signed; forms that sign no body hold."""
    payload_hash = request.headers.get("x-amz-content-sha256", "")
    return not re.fullmatch(r"[0-9a-f]{64}", payload_hash) or payload_hash == hashlib.sha256(request.body).hexdigest()


def _version_4(claim: Claim, request: Signed, secret: str) -> str:
    canonical = "\n".join(
        (
            request.method,
            _canonical_path(claim, request.path),
            _canonical_query(request.query),
            *(f"{name}:{_canonical_value(request.headers.get(name, ''))}" for name in claim.signed_headers),
            "",
            ";".join(claim.signed_headers),
            _payload(claim, request),
        )
    )
    scope = f"{claim.date}/{claim.region}/{claim.service}/aws4_request"
    to_sign = "\n".join((ALGORITHM, claim.time, scope, hashlib.sha256(canonical.encode()).hexdigest()))
    return sign(to_sign, secret, claim)


def sign(text: str, secret: str, claim: Claim) -> str:
    """The signature of a text under the key that the secret makes for the claim's day, region and service."""
    return _hmac(_signing_key(secret, claim.date, claim.region, claim.service), text).hex()


def _version_2(claim: Claim, request: Signed, secret: str) -> str:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html#RESTAuthenticationQueryStringAuth"""
    query = {name.lower(): value for name, value in parse_qsl(request.query, keep_blank_values=True)}
    signed_values = query | dict(request.headers)
    custom = sorted(name for name in signed_values if name.startswith("x-amz-"))
    text = "\n".join(
        (
            request.method,
            signed_values.get("content-md5", ""),
            signed_values.get("content-type", ""),
            claim.time,
            *(f"{name}:{signed_values[name].strip()}" for name in custom),
            HmacV1Auth(None).canonical_resource(urlsplit(f"http://sandbox{request.path}?{request.query}")),
        )
    )
    return _sha1(secret, text)


def _sha1(secret: str, text: str) -> str:
    return b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()).decode()


def _canonical_path(claim: Claim, path: str) -> str:
    if claim.service in ("s3", "s3-outposts"):
        # S3 encodes a path once, everything else encodes it twice
        return quote(unquote(path), safe="/-_.~")
    return quote(normalize_url_path(path), safe="/~")


def _canonical_query(query: str) -> str:
    pairs = (piece.partition("=") for piece in query.split("&") if piece)
    pairs_in_canonical_form = ((_recoded(name), _recoded(value)) for name, _, value in pairs)
    return "&".join(f"{name}={value}" for name, value in sorted(pairs_in_canonical_form) if name != "X-Amz-Signature")


def _recoded(text: str) -> str:
    return quote(unquote(text), safe="-_.~")


def _canonical_value(value: str) -> str:
    return " ".join(value.split())


def _payload(claim: Claim, request: Signed) -> str:
    payload_hash = request.headers.get("x-amz-content-sha256")
    if payload_hash:
        return payload_hash
    if claim.seconds is not None and claim.service == "s3":
        return UNSIGNED
    return hashlib.sha256(request.body).hexdigest()


@lru_cache(maxsize=64)
def _signing_key(secret: str, date: str, region: str, service: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (date, region, service, "aws4_request"):
        key = _hmac(key, part)
    return key


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
