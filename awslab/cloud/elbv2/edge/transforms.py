"""Transforms of listener rules: the host and the URL that a target gets (pure).

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from awslab.cloud.elbv2.edge.conditions import Visit
from awslab.cloud.elbv2.edge.expressions import compiled
from awslab.cloud.elbv2.shapes import Transform

_GROUP = re.compile(r"\$(\d)")


class TransformError(Exception):
    """The expression matches, but what it is replaced with cannot be made."""


def transformed(transforms: Iterable[Transform], visit: Visit) -> Visit:
    """Return the visit as the rule rewrites it; unchanged where no expression matches. Raises TransformError."""
    for transform in transforms:
        match transform.get("Type"):
            case "host-header-rewrite":
                rewrites = (transform.get("HostHeaderRewriteConfig") or {}).get("Rewrites") or ()
                visit = replace(visit, host=_rewritten_text(rewrites, visit.host))
            case "url-rewrite":
                url = f"{visit.path}?{visit.query}" if visit.query else visit.path
                rewrites = (transform.get("UrlRewriteConfig") or {}).get("Rewrites") or ()
                path, _, query = _rewritten_text(rewrites, url).partition("?")
                if not path.startswith("/"):
                    raise TransformError(path)
                visit = replace(visit, path=path, query=query)
    return visit


def _rewritten_text(rewrites: Iterable[Mapping[str, str]], text: str) -> str:
    """Replace the part that the first matching expression fits; `$1` stands for the text of its first group."""
    for rewrite in rewrites:
        expression = compiled(str(rewrite.get("Regex", "")))
        fit = expression.search(text) if expression is not None else None
        if fit is not None:
            return text[: fit.start()] + _replacement(str(rewrite.get("Replace", "")), fit) + text[fit.end() :]
    return text


def _replacement(template: str, fit: re.Match[str]) -> str:
    try:
        return _GROUP.sub(lambda group: fit[int(group[1])] or "", template)
    except IndexError as error:
        raise TransformError(template) from error
