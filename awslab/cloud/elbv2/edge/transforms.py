"""Transforms of listener rules: the host and the URL that a target gets (pure).

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from awslab.cloud.elbv2.edge.conditions import Visit
from awslab.cloud.elbv2.edge.expressions import compiled

_GROUP = re.compile(r"\$(\d)")


class TransformError(Exception):
    """The expression matches, but what it is replaced with cannot be made."""


def transformed(transforms: Iterable[Mapping[str, Any]], visit: Visit) -> Visit:
    """The visit as the rule rewrites it; as it is where no expression matches. Raises TransformError."""
    for transform in transforms:
        match transform.get("Type"):
            case "host-header-rewrite":
                config = transform.get("HostHeaderRewriteConfig") or {}
                visit = replace(visit, host=_rewritten(config.get("Rewrites") or (), visit.host))
            case "url-rewrite":
                url = f"{visit.path}?{visit.query}" if visit.query else visit.path
                config = transform.get("UrlRewriteConfig") or {}
                path, _, query = _rewritten(config.get("Rewrites") or (), url).partition("?")
                if not path.startswith("/"):
                    raise TransformError(path)
                visit = replace(visit, path=path, query=query)
    return visit


def _rewritten(rewrites: Iterable[Mapping[str, str]], text: str) -> str:
    """The part that the first matching expression fits is replaced; `$1` is what its first group found."""
    for rewrite in rewrites:
        expression = compiled(str(rewrite.get("Regex", "")))
        found = expression.search(text) if expression is not None else None
        if found is not None:
            return text[: found.start()] + _filled(str(rewrite.get("Replace", "")), found) + text[found.end() :]
    return text


def _filled(template: str, found: re.Match[str]) -> str:
    try:
        return _GROUP.sub(lambda group: found[int(group[1])] or "", template)
    except IndexError as error:
        raise TransformError(template) from error
