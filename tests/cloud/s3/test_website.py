"""S3 website endpoints.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebHosting.html
"""

from __future__ import annotations

from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.gateway.signing import Answer, send
from tests.cloud.s3.publishing import Publishing
from tests.conftest import Client


@pytest.fixture
def site(client: Client) -> Publishing:
    """A public website with a page and a folder, in the bucket `site`."""
    made = Publishing(client)
    made.publish()
    made.website()
    made.put("index.html", "<h1>home</h1>")
    made.put("photos/index.html", "photos")
    return made


@pytest.fixture
def visit(sandbox: Sandbox) -> Any:
    """`visit(path, method, **headers)` by the path form."""

    def go(path: str = "/", method: str = "GET", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return send(sandbox, method, f"/_aws/website/site{path}", headers=named)

    return go


def test_the_index_document_is_shown_at_the_root_and_in_folders(site: Publishing, visit: Any) -> None:
    """IndexDocumentSupport.html"""
    answer = visit("/")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, "<h1>home</h1>", "text/html")
    assert visit("").body == "<h1>home</h1>"
    assert visit("/photos/").body == "photos"
    assert visit("/photos/index.html").body == "photos"


@pytest.mark.parametrize("name", ["site.s3-website-{}.amazonaws.com", "site.s3-website.{}.amazonaws.com"])
def test_the_websites_host_name_leads_there_too(site: Publishing, sandbox: Sandbox, name: str) -> None:
    """WebsiteEndpoints.html"""
    host = name.format(sandbox.region)
    assert send(sandbox, "GET", "/photos/", headers={"host": host}).body == "photos"
    assert send(sandbox, "GET", "/photos", headers={"host": host}).headers["location"] == "/photos/"


def test_a_name_below_localhost_leads_there_too(site: Publishing, sandbox: Sandbox) -> None:
    assert send(sandbox, "GET", "/", headers={"host": "site.s3-website.localhost:4566"}).body == "<h1>home</h1>"


def test_a_web_page_may_ask_for_it(site: Publishing, visit: Any) -> None:
    assert visit("/", origin="https://example.com").status == 200


def test_another_region_is_the_wrong_endpoint(site: Publishing, sandbox: Sandbox) -> None:
    """CustomErrorDocSupport.html#s3-http-error-codes"""
    answer = send(sandbox, "GET", "/", headers={"host": "site.s3-website-eu-west-1.amazonaws.com"})
    assert (answer.status, "<li>Code: IncorrectEndpoint</li>" in answer.body) == (400, True)


def test_a_folder_without_its_slash_is_redirected(site: Publishing, visit: Any) -> None:
    """IndexDocumentSupport.html#IndexDocumentsandFolders"""
    answer = visit("/photos")
    assert (answer.status, answer.headers["location"]) == (302, "/_aws/website/site/photos/")


def test_keys_are_decoded_and_type_and_caching_kept(site: Publishing, visit: Any) -> None:
    """UsingMetadata.html"""
    site.put("a b/ü.css", "x", ContentType="text/css", CacheControl="max-age=60", Metadata={"by": "me"})
    answer = visit("/a%20b/%C3%BC.css")
    assert (answer.status, answer.body) == (200, "x")
    assert answer.headers["content-type"] == "text/css"
    assert (answer.headers["cache-control"], answer.headers["x-amz-meta-by"]) == ("max-age=60", "me")
    assert visit("/", if_none_match=visit("/").headers["etag"]).status == 304


def test_head_tells_the_length(site: Publishing, visit: Any) -> None:
    """WebsiteEndpoints.html#WebsiteRestEndpointDiff"""
    answer = visit("/", "HEAD")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, "", "13")


def test_a_missing_key_is_forbidden_unless_everyone_may_list(site: Publishing, visit: Any) -> None:
    """CustomErrorDocSupport.html#s3-http-error-codes"""
    answer = visit("/missing.html")
    assert answer.status == 403
    assert "<h1>403 Forbidden</h1>" in answer.body
    assert "<li>Code: AccessDenied</li>\n<li>Message: Access Denied</li>" in answer.body
    site.allow("s3:GetObject", "s3:ListBucket")
    answer = visit("/missing.html")
    assert answer.status == 404
    assert "<li>Code: NoSuchKey</li>\n<li>Message: The specified key does not exist.</li>" in answer.body
    assert "<li>Key: missing.html</li>" in answer.body
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("kept", [{}, {"RestrictPublicBuckets": True}])
def test_a_site_that_is_not_public_is_forbidden(client: Client, visit: Any, kept: dict[str, bool]) -> None:
    """WebsiteAccessPermissionsReqd.html"""
    site = Publishing(client)
    site.website()
    site.put("index.html", "home")
    if kept:
        site.publish()
        assert visit("/").status == 200
        site.unblock(**kept)
    answer = visit("/")
    assert (answer.status, "AccessDenied" in answer.body) == (403, True)


def test_the_error_document_is_shown_with_the_errors_status(site: Publishing, visit: Any) -> None:
    """CustomErrorDocSupport.html"""
    site.website(ErrorDocument={"Key": "oops.html"})
    site.put("oops.html", "<h1>oops</h1>")
    answer = visit("/missing")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (403, "<h1>oops</h1>", "text/html")
    site.allow("s3:GetObject", "s3:ListBucket")
    assert (visit("/missing").status, visit("/no/folder/").status) == (404, 404)


def test_an_error_document_that_is_missing_is_told(site: Publishing, visit: Any) -> None:
    """CustomErrorDocSupport.html"""
    site.allow("s3:GetObject", "s3:ListBucket")
    site.website(ErrorDocument={"Key": "oops.html"})
    answer = visit("/missing")
    assert answer.status == 404
    assert "An Error Occurred While Attempting to Retrieve a Custom Error Document" in answer.body
    assert "<li>Key: oops.html</li>" in answer.body


def test_everything_can_be_redirected(site: Publishing, visit: Any) -> None:
    """how-to-page-redirect.html#redirect-endpoint-host"""
    everywhere = {"HostName": "example.com", "Protocol": "https"}
    site.website(IndexDocument=None, RedirectAllRequestsTo=everywhere)
    answer = visit("/a/b.html?c=d")
    assert (answer.status, answer.headers["location"]) == (301, "https://example.com/a/b.html?c=d")


@pytest.mark.parametrize(
    ("condition", "redirect", "path", "status", "location"),
    [
        (
            {"KeyPrefixEquals": "docs/"},
            {"ReplaceKeyPrefixWith": "documents/"},
            "/docs/a.html",
            301,
            "{}/documents/a.html",
        ),
        ({"KeyPrefixEquals": "docs/"}, {"ReplaceKeyPrefixWith": ""}, "/docs/a.html", 301, "{}/a.html"),
        ({"KeyPrefixEquals": "images/"}, {"ReplaceKeyWith": "gone.html"}, "/images/x.jpg", 301, "{}/gone.html"),
        (
            {"KeyPrefixEquals": "redirect/me"},
            {"HostName": "example.com", "Protocol": "https", "ReplaceKeyWith": "new/path", "HttpRedirectCode": "302"},
            "/redirect/me",
            302,
            "https://example.com/new/path",
        ),
        (
            {"HttpErrorCodeReturnedEquals": "404"},
            {"HostName": "app.example.com", "ReplaceKeyPrefixWith": "report-404/"},
            "/Page.html",
            301,
            "http://app.example.com/report-404/Page.html",
        ),
        (
            {"HttpErrorCodeReturnedEquals": "404", "KeyPrefixEquals": "a/"},
            {"ReplaceKeyPrefixWith": "b/"},
            "/a/x",
            301,
            "{}/b/x",
        ),
    ],
)
def test_routing_rules_redirect(
    site: Publishing,
    sandbox: Sandbox,
    visit: Any,
    condition: dict[str, str],
    redirect: dict[str, str],
    path: str,
    status: int,
    location: str,
) -> None:
    """how-to-page-redirect.html#redirect-rule-examples"""
    site.allow("s3:GetObject", "s3:ListBucket")
    site.website(RoutingRules=[{"Condition": condition, "Redirect": redirect}])
    answer = visit(path)
    assert answer.status == status
    assert answer.headers["location"] == location.format(f"{sandbox.endpoint}/_aws/website/site")
    assert visit("/").status == 200


def test_an_objects_own_redirect_is_followed(site: Publishing, visit: Any) -> None:
    """how-to-page-redirect.html#redirect-requests-object-metadata"""
    site.put("old.html", WebsiteRedirectLocation="/new.html")
    site.put("out.html", WebsiteRedirectLocation="https://example.com/x")
    assert (visit("/old.html").status, visit("/old.html").headers["location"]) == (301, "/_aws/website/site/new.html")
    assert visit("/out.html").headers["location"] == "https://example.com/x"


def test_a_bucket_that_is_no_website_and_one_that_is_none_are_not_found(client: Client, sandbox: Sandbox) -> None:
    """CustomErrorDocSupport.html#s3-http-error-codes"""
    client("s3").create_bucket(Bucket="plain")
    for name, code in (("plain", "NoSuchWebsiteConfiguration"), ("nope", "NoSuchBucket")):
        answer = send(sandbox, "GET", f"/_aws/website/{name}/")
        assert answer.status == 404
        assert f"<li>Code: {code}</li>" in answer.body
        assert f"<li>BucketName: {name}</li>" in answer.body


def test_a_website_can_only_be_read(site: Publishing, visit: Any) -> None:
    """WebsiteEndpoints.html#WebsiteRestEndpointDiff"""
    answer = visit("/index.html", "PUT")
    assert (answer.status, "MethodNotAllowed" in answer.body) == (405, True)
