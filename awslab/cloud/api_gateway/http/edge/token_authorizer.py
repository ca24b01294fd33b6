"""JWT authorizers: a token of the caller, its signature, its claims, its scopes.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from awslab.cloud.api_gateway.http.configuration import Authorizer
from awslab.cloud.api_gateway.http.edge.expressions import of_request
from awslab.cloud.api_gateway.http.edge.issuers import FarIssuerError, IssuerError, Issuers
from awslab.cloud.api_gateway.http.edge.tokens import (
    Token,
    TokenError,
    check_claims,
    check_signature,
    claim_texts,
    read,
)
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.request import AwsResponse

log = logging.getLogger(__name__)


class TokenAuthorizers:
    """Decides on tokens, for many threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._issuers = Issuers(clock)

    def refuse(self, visit: Visit, authorizer: Authorizer) -> AwsResponse | None:
        """Return a refusal: 401 without a valid token, 403 without a scope; None for a token that holds. The visit then
        has its claims."""
        text = _token_text(visit, authorizer)
        if text is None:
            return visit.refusal(401, "Unauthorized", {"www-authenticate": "Bearer"})
        try:
            token = self._check(text, authorizer)
        except TokenError as error:
            return _unauthorized(visit, str(error))
        except IssuerError as error:
            log.info("the keys of %s: %s", authorizer.issuer, error)
            return _unauthorized(visit, "the issuer's keys cannot be fetched")
        except FarIssuerError as error:
            return unsupported(f"a network: it fetches tokens' keys over http:// from this machine, not from {error}")
        return _refuse_scopes(visit, token)

    def _check(self, text: str, authorizer: Authorizer) -> Token:
        token = read(text)
        key = self._issuers.key(authorizer.issuer, str(token.header.get("kid")))
        if key is None:
            raise TokenError("the issuer has no key of the token's kid")
        check_signature(token, key)
        check_claims(token, issuer=authorizer.issuer, audience=authorizer.audience, now=self._clock())
        return token


def _token_text(visit: Visit, authorizer: Authorizer) -> str | None:
    """Return the token, which stands alone or behind the word Bearer; None without one."""
    source = next(iter(authorizer.sources), "$request.header.Authorization")
    value = of_request(source.removeprefix("$"), visit)
    return None if not value else value[7:].strip() if value[:7].lower() == "bearer " else value


def _refuse_scopes(visit: Visit, token: Token) -> AwsResponse | None:
    """Return a refusal of a token without one of the route's scopes; a route without scopes lets every token in."""
    route_scopes = visit.route.scopes
    common_scopes = [scope for scope in route_scopes if scope in token.scopes]
    if route_scopes and not common_scopes:
        scopes = f'Bearer scope="{" ".join(route_scopes)}" error="insufficient_scope"'
        challenge = f'{scopes} error_description="the token does not have a scope of the route"'
        return visit.refusal(403, "Forbidden", {"www-authenticate": challenge})
    visit.authorizer["jwt"] = {"claims": claim_texts(token.claims), "scopes": common_scopes or None}
    return None


def _unauthorized(visit: Visit, reason: str) -> AwsResponse:
    visit.log_values["authorizer.error"] = reason
    scopes = " ".join(visit.route.scopes)
    header = f'Bearer scope="{scopes}" error="invalid_token" error_description="{reason}"'
    return visit.refusal(401, "Unauthorized", {"www-authenticate": header})
