"""What a deletion deletes: the keys and versions that it names, and those that its answer says are gone (pure)."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from awslab.cloud.gateway.request import AwsRequest, AwsResponse

_NAMESPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"
KeyVersion = tuple[str, str | None]
"""A key and a version id; None for the newest version."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """Something that is gone now."""

    key: str
    version_id: str | None
    """The version that was deleted, or that of the new delete marker; None in a bucket without versioning."""
    is_marker: bool
    """Whether a delete marker was made and nothing deleted."""


def requested_deletions(request: AwsRequest) -> list[KeyVersion]:
    """Return what DeleteObject or DeleteObjects names."""
    if "Delete" not in request.parameters:
        return [(str(request.parameters.get("Key", "")), request.parameters.get("VersionId"))]
    entries = (request.parameters.get("Delete") or {}).get("Objects") or []
    return [(str(entry["Key"]), entry.get("VersionId")) for entry in entries]


def deletions(request: AwsRequest, response: AwsResponse, existing: Collection[KeyVersion]) -> Iterator[Deletion]:
    """Return everything that a successful call deleted, given what of it existed before.

    A versioned bucket makes a marker for any key; elsewhere a key that was not there gives no event.
    """
    for key, requested_id, version_id, has_marker in _outcomes(request, response):
        is_marker = has_marker and requested_id is None
        if is_marker or (key, requested_id) in existing:
            yield Deletion(key, version_id or requested_id, is_marker)


def _outcomes(request: AwsRequest, response: AwsResponse) -> Iterator[tuple[str, str | None, str | None, bool]]:
    """Return key, version in the request, version in the answer, and whether the answer is about a delete marker."""
    key_versions = requested_deletions(request)
    if "Delete" not in request.parameters:
        headers = {name.lower(): value for name, value in response.headers.items()}
        key, version_id = key_versions[0]
        yield key, version_id, headers.get("x-amz-version-id"), headers.get("x-amz-delete-marker") == "true"
        return
    markers = _markers(response.body)
    failures = {_text(entry, "Key") or "" for entry in _entries(response.body, "Error")}
    for key, version_id in key_versions:
        if key not in failures:
            marker = markers.get((key, version_id))
            yield key, version_id, marker, marker is not None and version_id is None


def _markers(body: bytes) -> dict[KeyVersion, str | None]:
    """Return the version of each delete marker in the answer of DeleteObjects."""
    return {
        (_text(entry, "Key") or "", _text(entry, "VersionId")): _text(entry, "DeleteMarkerVersionId")
        for entry in _entries(body, "Deleted")
    }


def _entries(body: bytes, tag: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(body)
    return [entry for entry in root if entry.tag.removeprefix(_NAMESPACE) == tag]


def _text(entry: ElementTree.Element, tag: str) -> str | None:
    return next((child.text or "" for child in entry if child.tag.removeprefix(_NAMESPACE) == tag), None)
