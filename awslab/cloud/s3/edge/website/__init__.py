"""S3 website endpoints: `/_aws/website/{bucket}/{path}` or `{bucket}.s3-website-{region}.amazonaws.com`.

For a browser there is `http://{bucket}.s3-website.localhost:{port}` too: browsers take every name below localhost for
this machine. https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html

configuration.py   what a site does
pages.py           what an endpoint says itself
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.s3.edge.public_object import PublicObjects
from awslab.cloud.s3.edge.website.configuration import Site, read_site
from awslab.cloud.s3.edge.website.pages import (
    Fault,
    denied,
    error_page,
    no_such_bucket,
    no_such_key,
    no_such_website,
    not_allowed,
    redirection,
    wrong_region,
)

PATH = "/_aws/website/"
_HOST = re.compile(
    r"(?P<bucket>[a-z0-9.-]+)\.s3-website(?:\.localhost|[.-](?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com)(?::\d+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A request for a page."""

    request: HttpRequest
    bucket: str
    key: str
    base: str
    """The site's own address, without a slash at its end."""
    folder: str
    """What stands before the site's paths, empty for an address with the bucket in the host name."""


def edge(context: GatewayContext) -> WebsiteEdge:
    """Make the edge."""
    return WebsiteEdge(PublicObjects(context.account_id), urlsplit(context.endpoint).port or 0)


class WebsiteEdge:
    """Serves every bucket that is a website."""

    def __init__(self, objects: PublicObjects, port: int) -> None:
        self._objects = objects
        self._port = port

    def claims(self, request: HttpRequest) -> bool:
        """Whether the path or the host is a website's."""
        return request.path.startswith(PATH) or (
            ".s3-website" in request.host and _HOST.fullmatch(request.host) is not None
        )

    def answer(self, request: HttpRequest) -> AwsResponse:
        """Return a page, a redirect, or an error in HTML."""
        visit, region = _visit(request)
        if request.method not in ("GET", "HEAD"):
            return error_page(not_allowed(request.method))
        try:
            document = self._objects.website(visit.bucket)
        except KeyError:
            return error_page(no_such_bucket(visit.bucket))
        home = self._objects.region(visit.bucket)
        if region and region != home:
            return error_page(wrong_region(f"{visit.bucket}.s3-website-{home}.amazonaws.com"))
        if not document:
            return error_page(no_such_website(visit.bucket))
        return self._serve(visit, read_site(document))

    def _serve(self, visit: Visit, site: Site) -> AwsResponse:
        """Answer with the site's redirects first, then the page, then what the site has for an error.

        https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html
        """
        query = f"?{visit.request.query}" if visit.request.query else ""
        if site.everywhere:
            return redirection(301, site.everywhere.location(visit.key, "", visit.base) + query)
        rule = site.rule(visit.key, None)
        if rule:
            return redirection(rule.redirect.status, rule.redirect.location(visit.key, rule.prefix, visit.base))
        is_folder = not visit.key or visit.key.endswith("/")
        key = visit.key + site.index if is_folder else visit.key
        fault = self._fault(visit, key)
        if fault is None:
            return self._page(visit, key)
        if not is_folder and self._is_folder(visit, site):
            return redirection(302, f"{visit.folder}/{visit.key}/")
        rule = site.rule(visit.key, fault.status)
        if rule:
            return redirection(rule.redirect.status, rule.redirect.location(visit.key, rule.prefix, visit.base))
        return self._error(visit, site, fault)

    def _page(self, visit: Visit, key: str) -> AwsResponse:
        """Return an object, or the redirect that its metadata ask for.

        https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html#redirect-requests-object-metadata
        """
        request = visit.request
        page = self._objects.read(request.method, visit.bucket, key, request.headers, self._port)
        headers = {name: value for name, value in page.headers.items() if not name.lower().startswith("access-")}
        target = {name.lower(): value for name, value in headers.items()}.get("x-amz-website-redirect-location")
        if target:
            return redirection(301, f"{visit.folder}{target}" if target.startswith("/") else target)
        return replace(page, headers=headers | {"Server": "AmazonS3"})

    def _error(self, visit: Visit, site: Site, fault: Fault) -> AwsResponse:
        """Return the site's error document, with the error's status; without one the endpoint's own page.

        https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html
        """
        if not site.error:
            return error_page(fault)
        missing = self._fault(visit, site.error)
        if missing:
            return error_page(fault, missing)
        plain = replace(visit, request=replace(visit.request, headers={}))
        page = self._page(plain, site.error)
        return replace(page, status=fault.status, error=fault.code) if page.status == 200 else page

    def _is_folder(self, visit: Visit, site: Site) -> bool:
        """Whether a key without a slash means a folder that has an index document."""
        return not self._objects.exists(visit.bucket, visit.key) and (
            self._fault(visit, f"{visit.key}/{site.index}") is None
        )

    def _fault(self, visit: Visit, key: str) -> Fault | None:
        """Return what is wrong with showing an object to everyone; None when nothing is."""
        bucket, headers = visit.bucket, visit.request.headers
        if not self._objects.may("s3:GetObject", bucket, key, headers):
            return denied()
        if self._objects.exists(bucket, key):
            return None
        return no_such_key(key) if self._objects.may("s3:ListBucket", bucket, "", headers) else denied()


def _visit(request: HttpRequest) -> tuple[Visit, str]:
    """Return the visit, and the region that the address names (empty for none)."""
    if request.path.startswith(PATH):
        bucket, _, key = request.path.removeprefix(PATH).partition("/")
        folder = f"{PATH}{bucket}"
        return Visit(request, bucket, unquote(key), f"http://{request.host}{folder}", folder), ""
    match = _HOST.fullmatch(request.host)
    bucket, region = (match["bucket"].lower(), (match["region"] or "").lower()) if match else ("", "")
    return Visit(request, bucket, unquote(request.path[1:]), f"http://{request.host}", ""), region
