"""JSON Web Tokens: what one says, who signed it, whether it holds for an authorizer (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html#http-api-jwt-authorizer.evaluation
https://datatracker.ietf.org/doc/html/rfc7519
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm

_HASHES: Mapping[str, Callable[[], HashAlgorithm]] = {"RS256": SHA256, "RS384": SHA384, "RS512": SHA512}
"""Only algorithms with RSA are supported."""


class TokenError(Exception):
    """The token does not hold; the message is the `error_description` that the caller is told.

    Only the sentence about the audience is in AWS's documentation, the others are ours.
    """


@dataclass(frozen=True, slots=True)
class Token:
    """A token that could be read; nothing of it is proven."""

    header: Mapping[str, object]
    claims: Mapping[str, object]
    signed_text: bytes
    """Header and claims, as the signature covers them."""
    signature: bytes

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of the claim `scope`, or `scp`: words of a text, or a list."""
        scopes = self.claims.get("scope") or self.claims.get("scp") or ()
        if isinstance(scopes, str):
            return tuple(scopes.split())
        return tuple(str(scope) for scope in scopes) if isinstance(scopes, Iterable) else ()


def read(text: str) -> Token:
    """Return a token's parts. Raises TokenError."""
    try:
        header, claims, signature = text.split(".")
        read_header, read_claims = json.loads(_decode(header)), json.loads(_decode(claims))
        token = Token(read_header, read_claims, f"{header}.{claims}".encode(), _decode(signature))
    except (ValueError, binascii.Error) as error:
        raise TokenError("the token cannot be decoded") from error
    if not isinstance(read_header, dict) or not isinstance(read_claims, dict):
        raise TokenError("the token cannot be decoded")
    if token.header.get("alg") not in _HASHES:
        raise TokenError("the token is not signed with an algorithm that is supported")
    return token


def check_signature(token: Token, key: Mapping[str, object]) -> None:
    """Check that this key (a JWK) signed the token. Raises TokenError."""
    try:
        numbers = RSAPublicNumbers(e=_number(str(key["e"])), n=_number(str(key["n"])))
        algorithm = _HASHES[str(token.header["alg"])]()
        numbers.public_key().verify(token.signature, token.signed_text, PKCS1v15(), algorithm)
    except InvalidSignature as error:
        raise TokenError("the token's signature does not match") from error
    except (KeyError, ValueError, TypeError, binascii.Error) as error:
        raise TokenError("the issuer's key is no RSA key") from error


def check_claims(token: Token, *, issuer: str, audience: Iterable[str], now: float) -> None:
    """Check issuer, audience and times, `now` being seconds since 1970. Raises TokenError."""
    claims = token.claims
    if claims.get("iss") != issuer:
        raise TokenError("the token does not have a valid issuer")
    audiences = claims["aud"] if "aud" in claims else claims.get("client_id")
    if not set(audiences if isinstance(audiences, list) else [audiences]) & set(audience):
        raise TokenError("the token does not have a valid audience")
    if not _time(claims, "exp", 0.0) > now:
        raise TokenError("the token has expired")
    if any(_time(claims, name, now) > now for name in ("nbf", "iat")):
        raise TokenError("the token is not valid yet")


def claim_texts(claims: Mapping[str, object]) -> dict[str, str]:
    """Return the claims as integrations get them: text; a list as `[a b]`. Seen in public, no page states it."""
    return {name: _text(value) for name, value in claims.items()}


def _text(value: object) -> str:
    if isinstance(value, list):
        return f"[{' '.join(_text(item) for item in value)}]"
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _time(claims: Mapping[str, object], name: str, otherwise: float) -> float:
    value = claims.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenError(f"the token's {name} is no time")
    return float(value)


def _number(text: str) -> int:
    return int.from_bytes(_decode(text))


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
