"""What a deletion deletes, without a sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.request import ANONYMOUS, AwsRequest, AwsResponse
from awslab.cloud.s3.life.deletions import Deletion, deletions, requested_deletions

ANSWER = b"""<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
<Deleted><Key>a</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>m1</DeleteMarkerVersionId></Deleted>
<Deleted><Key>b</Key><VersionId>v1</VersionId></Deleted>
<Error><Key>c</Key><Code>AccessDenied</Code></Error>
</DeleteResult>"""


def deletion_request(parameters: Mapping[str, Any]) -> AwsRequest:
    """A call of DeleteObject or DeleteObjects."""
    operation = "DeleteObjects" if "Delete" in parameters else "DeleteObject"
    return AwsRequest("id", "s3", "us-east-1", operation, parameters, ANONYMOUS, "POST", "/photos", {})


def test_a_key_that_was_not_there_is_not_deleted() -> None:
    request, response = deletion_request({"Bucket": "photos", "Key": "a"}), AwsResponse(204)

    assert requested_deletions(request) == [("a", None)]
    assert list(deletions(request, response, set())) == []
    assert list(deletions(request, response, {("a", None)})) == [Deletion("a", None, is_marker=False)]


def test_a_versioned_bucket_makes_a_marker_for_any_key() -> None:
    request = deletion_request({"Bucket": "photos", "Key": "a"})
    response = AwsResponse(204, {"X-Amz-Version-Id": "m1", "x-amz-delete-marker": "true"})

    assert list(deletions(request, response, set())) == [Deletion("a", "m1", is_marker=True)]


def test_deleting_a_marker_by_its_version_makes_none() -> None:
    request = deletion_request({"Bucket": "photos", "Key": "a", "VersionId": "m1"})
    response = AwsResponse(204, {"x-amz-version-id": "m1", "x-amz-delete-marker": "true"})

    assert list(deletions(request, response, {("a", "m1")})) == [Deletion("a", "m1", is_marker=False)]


def test_of_several_keys_those_that_failed_are_not_deleted() -> None:
    keys = [{"Key": "a"}, {"Key": "b", "VersionId": "v1"}, {"Key": "c"}]
    request = deletion_request({"Bucket": "photos", "Delete": {"Objects": keys}})
    existing = {("b", "v1"), ("c", None)}

    assert list(deletions(request, AwsResponse(200, {}, ANSWER), existing)) == [
        Deletion("a", "m1", is_marker=True),
        Deletion("b", "v1", is_marker=False),
    ]
