"""A bucket's website configuration (pure).

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import xmltodict

Element = Mapping[str, Any]
"""An element of the configuration's XML."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where a routing rule, or a site as a whole, sends its visitors."""

    host: str = ""
    """Empty: the host that was asked."""
    protocol: str = ""
    """Empty: the one that was used."""
    status: int = 301
    key: str | None = None
    """The key to go to instead."""
    prefix: str | None = None
    """What stands in place of the prefix of the rule's condition."""

    def location(self, key: str, old_prefix: str, base: str) -> str:
        """The URL for a request of `key`; `base` is the site's own address, for a redirect that names no host."""
        target = key
        if self.key is not None:
            target = self.key
        elif self.prefix is not None:
            target = self.prefix + key.removeprefix(old_prefix)
        place = base if not self.host else f"{self.protocol or 'http'}://{self.host}"
        if self.protocol and not self.host:
            place = f"{self.protocol}://{base.partition('://')[2]}"
        return f"{place}/{quote(target, safe='/?#&=+~:@!$,;*()%')}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A routing rule."""

    prefix: str
    """Empty: every key."""
    error: int | None
    """The status that a request would get; None: the rule is asked before anything is looked up."""
    redirect: Redirect

    def matches(self, key: str, error: int | None) -> bool:
        """Whether the rule is for a request of this key that gets this error (None: not looked up yet)."""
        return self.error == error and key.startswith(self.prefix)


@dataclass(frozen=True, slots=True)
class Site:
    """What a bucket's website does."""

    index: str
    """The suffix of index documents."""
    error: str
    """The key of the error document, or empty."""
    everywhere: Redirect | None
    """RedirectAllRequestsTo."""
    rules: tuple[Rule, ...]

    def rule(self, key: str, error: int | None) -> Rule | None:
        """The first rule that matches.

        https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html#advanced-conditional-redirects
        """
        return next((rule for rule in self.rules if rule.matches(key, error)), None)


def read_site(document: bytes) -> Site:
    """The site that PutBucketWebsite's document describes."""
    root = xmltodict.parse(document, force_list=("RoutingRule",))["WebsiteConfiguration"] or {}
    everywhere = root.get("RedirectAllRequestsTo")
    return Site(
        index=(root.get("IndexDocument") or {}).get("Suffix") or "",
        error=(root.get("ErrorDocument") or {}).get("Key") or "",
        everywhere=_redirect(everywhere) if everywhere else None,
        rules=tuple(_rule(rule) for rule in (root.get("RoutingRules") or {}).get("RoutingRule") or ()),
    )


def _rule(element: Element) -> Rule:
    condition = element.get("Condition") or {}
    error = condition.get("HttpErrorCodeReturnedEquals")
    return Rule(condition.get("KeyPrefixEquals") or "", int(error) if error else None, _redirect(element["Redirect"]))


def _redirect(element: Element) -> Redirect:
    prefix = element["ReplaceKeyPrefixWith"] or "" if "ReplaceKeyPrefixWith" in element else None
    return Redirect(
        host=element.get("HostName") or "",
        protocol=element.get("Protocol") or "",
        status=int(element.get("HttpRedirectCode") or 301),
        key=element.get("ReplaceKeyWith"),
        prefix=prefix,
    )
