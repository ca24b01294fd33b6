"""JWT authorizers: a token of the caller, its signature, its claims, its scopes.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from awslab.cloud.api_gateway.http.edge.deployed import Authorizer
from awslab.cloud.api_gateway.http.edge.expressions import of_request
from awslab.cloud.api_gateway.http.edge.issuers import FarIssuerError, IssuerError, Issuers
from awslab.cloud.api_gateway.http.edge.tokens import Token, TokenError, check_claims, prove, read, told
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse

log = logging.getLogger(__name__)


class TokenAuthorizers:
    """Decides, for many threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._issuers = Issuers(clock)

    def refuse(self, visit: Visit, authorizer: Authorizer) -> AwsResponse | None:
        """None for a token that holds, whose claims are then told; 401 without one, 403 without a scope."""
        text = _given(visit, authorizer)
        if text is None:
            return visit.refused(401, "Unauthorized", {"www-authenticate": "Bearer"})
        try:
            token = self._checked(text, authorizer)
        except TokenError as error:
            return _unauthorized(visit, str(error))
        except IssuerError as error:
            log.info("the keys of %s: %s", authorizer.issuer, error)
            return _unauthorized(visit, "the issuer's keys cannot be fetched")
        except FarIssuerError as error:
            return unsupported(f"a network: it fetches tokens' keys over http:// from this machine, not from {error}")
        return _scoped(visit, token)

    def _checked(self, text: str, authorizer: Authorizer) -> Token:
        token = read(text)
        key = self._issuers.key(authorizer.issuer, str(token.header.get("kid")))
        if key is None:
            raise TokenError("the issuer has no key of the token's kid")
        prove(token, key)
        check_claims(token, issuer=authorizer.issuer, audience=authorizer.audience, now=self._clock())
        return token


def _given(visit: Visit, authorizer: Authorizer) -> str | None:
    """The token alone, or behind the word Bearer."""
    source = next(iter(authorizer.sources), "$request.header.Authorization")
    found = of_request(source.removeprefix("$"), visit)
    return None if not found else found[7:].strip() if found[:7].lower() == "bearer " else found


def _scoped(visit: Visit, token: Token) -> AwsResponse | None:
    """One of the route's scopes is enough; a route without any lets every token in."""
    asked = visit.route.scopes
    shared = [scope for scope in asked if scope in token.scopes]
    if asked and not shared:
        scopes = f'Bearer scope="{" ".join(asked)}" error="insufficient_scope"'
        described = f'{scopes} error_description="the token does not have a scope of the route"'
        return visit.refused(403, "Forbidden", {"www-authenticate": described})
    visit.authorizer["jwt"] = {"claims": told(token.claims), "scopes": shared or None}
    return None


def _unauthorized(visit: Visit, why: str) -> AwsResponse:
    visit.measured["authorizer.error"] = why
    scopes = " ".join(visit.route.scopes)
    header = f'Bearer scope="{scopes}" error="invalid_token" error_description="{why}"'
    return visit.refused(401, "Unauthorized", {"www-authenticate": header})
