"""JWT authorizers of HTTP APIs, with a key set that is served from this machine.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import Reply
from tests.cloud.api_gateway.http_apis import BARE_ECHO, Heard, HttpApi, server
from tests.conftest import Client


class Issuer:
    """Signs tokens, and serves its keys as OpenID Connect has it."""

    def __init__(self) -> None:
        self.keys: dict[str, RSAPrivateKey] = {"first": generate_private_key(65537, 2048)}
        self.address = ""
        self.asked = 0

    def answer(self, heard: Heard) -> tuple[int, Mapping[str, str], str]:
        """The two documents."""
        self.asked += 1
        if heard.target == "/.well-known/openid-configuration":
            return 200, {}, json.dumps({"issuer": self.address, "jwks_uri": f"{self.address}/keys"})
        return 200, {}, json.dumps({"keys": [_public(name, key) for name, key in self.keys.items()]})

    def token(self, key: str = "first", header: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """A token that holds, changed by these claims; a claim of None is left out."""
        given = {"iss": self.address, "aud": "shop", "sub": "ann", "exp": int(time.time()) + 600, **claims}
        body = {name: value for name, value in given.items() if value is not None}
        parts = ({"alg": "RS256", "kid": key, **(header or {})}, body)
        signed = ".".join(_coded(json.dumps(part).encode()) for part in parts)
        signer = self.keys.get(key, self.keys["first"])
        return f"{signed}.{_coded(signer.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def _public(name: str, key: RSAPrivateKey) -> dict[str, str]:
    numbers = key.public_key().public_numbers()
    whole = {"n": numbers.n, "e": numbers.e}
    coded = {part: _coded(value.to_bytes((value.bit_length() + 7) // 8)) for part, value in whole.items()}
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": name, **coded}


def _coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """One for all tests."""
    made = Issuer()
    with server(made.answer) as address:
        made.address = address
        yield made


@pytest.fixture
def api(sandbox: Sandbox, client: Client, issuer: Issuer) -> HttpApi:
    """`GET /open`, and `GET /closed` with the authorizer."""
    made = HttpApi(sandbox, client)
    made.create()
    target = made.integration(made.functions.deploy(BARE_ECHO)["FunctionArn"])
    made.route("GET /open", target)
    protect(made, "GET /closed", target, issuer.address)
    made.stage()
    let = {"FunctionName": "f", "StatementId": "gateway", "Action": "lambda:InvokeFunction"}
    made.functions.api.add_permission(**let, Principal="apigateway.amazonaws.com")
    return made


def protect(
    api: HttpApi, key: str, target: str, issuer: str, source: str = "$request.header.Authorization", **route: Any
) -> None:
    """A route with an authorizer of its own."""
    made = api.gateway.create_authorizer(
        ApiId=api.id,
        Name="tokens",
        AuthorizerType="JWT",
        IdentitySource=[source],
        JwtConfiguration={"Issuer": issuer, "Audience": ["shop", "other"]},
    )
    api.route(key, target, AuthorizationType="JWT", AuthorizerId=made["AuthorizerId"], **route)


def ask(api: HttpApi, token: str, path: str = "/closed") -> Reply:
    """With a token."""
    return api.ask(path, headers=[("Authorization", token)])


def test_a_token_that_holds_gets_in_and_its_claims_are_told(api: HttpApi, issuer: Issuer) -> None:
    """http-api-jwt-authorizer.html: "API Gateway passes the claims in the token to the API route's integration" """
    assert api.ask("/open").status == 200
    token = issuer.token(groups=["a", "b"], level=3)
    for given in (token, f"Bearer {token}"):
        told = ask(api, given).json["requestContext"]["authorizer"]
        assert told["jwt"]["scopes"] is None
        claims = told["jwt"]["claims"]
        assert (claims["sub"], claims["iss"], claims["groups"], claims["level"]) == (
            "ann",
            issuer.address,
            "[a b]",
            "3",
        )


def test_without_a_token_nobody_gets_in(api: HttpApi) -> None:
    """http-api-troubleshooting-jwt.html#http-api-troubleshooting-jwt.unauthorized"""
    answer = api.ask("/closed")
    assert (answer.status, answer.body) == (401, b'{"message":"Unauthorized"}')
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "theirs"},
        {"aud": None},
        {"aud": "theirs", "client_id": "shop"},
        {"exp": 1},
        {"exp": None},
        {"nbf": 4_000_000_000},
        {"iat": 4_000_000_000},
    ],
    ids=lambda claims: "-".join(f"{name}={value}" for name, value in claims.items()),
)
def test_claims_must_hold(api: HttpApi, issuer: Issuer, claims: Mapping[str, Any]) -> None:
    """http-api-jwt-authorizer.html#http-api-jwt-authorizer.evaluation: iss, aud or client_id, exp, nbf, iat"""
    answer = ask(api, issuer.token(**claims))
    assert (answer.status, answer.json) == (401, {"message": "Unauthorized"})
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_the_header_says_what_is_wrong_with_the_audience(api: HttpApi, issuer: Issuer) -> None:
    """http-api-troubleshooting-jwt.html: the header of the example"""
    told = ask(api, issuer.token(aud="theirs")).headers["www-authenticate"]
    sentence = "the token does not have a valid audience"
    assert told == f'Bearer scope="" error="invalid_token" error_description="{sentence}"'


@pytest.mark.parametrize("claims", [{"aud": ["x", "other"]}, {"aud": None, "client_id": "shop"}, {"nbf": 1, "iat": 1}])
def test_one_audience_is_enough(api: HttpApi, issuer: Issuer, claims: Mapping[str, Any]) -> None:
    """http-api-jwt-authorizer.html#http-api-jwt-authorizer.evaluation"""
    assert ask(api, issuer.token(**claims)).status == 200


def test_the_signature_must_be_the_issuers(api: HttpApi, issuer: Issuer) -> None:
    """http-api-jwt-authorizer.html#http-api-jwt-authorizer.evaluation: the algorithm, the kid and the signature"""
    header, claims, signature = issuer.token().split(".")
    altered = _coded(json.dumps({**json.loads(base64.urlsafe_b64decode(claims + "==")), "sub": "bob"}).encode())
    none = _coded(json.dumps({"alg": "none", "kid": "first"}).encode())
    tokens = [
        f"{header}.{altered}.{signature}",
        f"{none}.{claims}.",
        issuer.token(header={"alg": "HS256"}),
        issuer.token("unknown"),
        "no.token.atall",
        "nothing",
    ]
    assert [ask(api, token).status for token in tokens] == [401] * len(tokens)


def test_a_key_is_fetched_once_and_a_new_one_when_it_is_named(api: HttpApi, issuer: Issuer) -> None:
    """http-api-jwt-authorizer.html#http-api-jwt-authorizer.evaluation: "caches the public key for up to two hours" """
    assert ask(api, issuer.token()).status == 200
    fetched = issuer.asked
    assert ask(api, issuer.token()).status == 200
    assert issuer.asked == fetched
    issuer.keys["second"] = generate_private_key(65537, 2048)
    assert ask(api, issuer.token("second")).status == 200


def test_a_route_with_scopes_wants_one_of_them(api: HttpApi, issuer: Issuer) -> None:
    """http-api-jwt-authorizer.html: "the token must include at least one of the route's scopes" """
    target = api.gateway.get_routes(ApiId=api.id)["Items"][0]["Target"]
    protect(api, "GET /scoped", target, issuer.address, AuthorizationScopes=["pets.read", "pets.write"])
    refused = ask(api, issuer.token(scope="email"), "/scoped")
    assert (refused.status, refused.json) == (403, {"message": "Forbidden"})
    assert 'error="insufficient_scope"' in refused.headers["www-authenticate"]
    told = ask(api, issuer.token(scope="email pets.read"), "/scoped").json["requestContext"]["authorizer"]["jwt"]
    assert told["scopes"] == ["pets.read"]
    assert ask(api, issuer.token(scp=["pets.write"]), "/scoped").status == 200


def test_the_token_may_come_in_the_query(api: HttpApi, issuer: Issuer) -> None:
    """http-api-jwt-authorizer.html: the CloudFormation example's $request.querystring.access_token"""
    target = api.gateway.get_routes(ApiId=api.id)["Items"][0]["Target"]
    protect(api, "GET /query", target, issuer.address, "$request.querystring.access_token")
    assert api.ask(f"/query?access_token={issuer.token()}").status == 200
    assert api.ask("/query").status == 401


def test_issuers_on_other_machines_are_refused_by_name(api: HttpApi, issuer: Issuer) -> None:
    """Not AWS's answer: the sandbox has no network."""
    target = api.gateway.get_routes(ApiId=api.id)["Items"][0]["Target"]
    protect(api, "GET /far", target, "https://issuer.example")
    answer = ask(api, issuer.token(iss="https://issuer.example"), "/far")
    assert (answer.status, "https://issuer.example/.well-known" in answer.json["message"]) == (501, True)


def test_an_issuer_that_does_not_answer_lets_nobody_in(api: HttpApi, issuer: Issuer) -> None:
    """http-api-jwt-authorizer.html: "If any of these steps fail, API Gateway denies the API request." """
    target = api.gateway.get_routes(ApiId=api.id)["Items"][0]["Target"]
    protect(api, "GET /silent", target, "http://127.0.0.1:9")
    assert ask(api, issuer.token(iss="http://127.0.0.1:9"), "/silent").status == 401


def test_browsers_may_ask_first_without_a_token(api: HttpApi, issuer: Issuer) -> None:
    """http-api-cors.html: API Gateway answers preflight requests itself, whatever the authorizer"""
    api.gateway.update_api(ApiId=api.id, CorsConfiguration={"AllowOrigins": ["*"], "AllowHeaders": ["authorization"]})
    origin = ("Origin", "https://example.com")
    first = api.ask("/closed", method="OPTIONS", headers=[origin, ("Access-Control-Request-Method", "GET")])
    assert (first.status, first.headers["access-control-allow-origin"]) == (204, "*")
    refused = api.ask("/closed", headers=[origin])
    assert (refused.status, refused.headers["access-control-allow-origin"]) == (401, "*")
