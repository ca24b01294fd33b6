"""The events that S3 sends, without a sandbox."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.s3.life.notification_records import Change, Origin, encoded, event, matches

PUT = Change(
    "ObjectCreated:Put", "photos", "eu-west-1", "in/a b.jpg", "00A1", size=5, etag="5d41402abc4b2a76b9719d911017c592"
)
ORIGIN = Origin("AWS:AIDAX", "127.0.0.1", "request-1", "host-1", 1_700_000_000.5)


def test_a_put_record_has_every_field_of_the_documentation_example() -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"""
    (record,) = event(replace(PUT, version_id="v1"), ORIGIN, "on-upload")["Records"]
    assert record == {
        "eventVersion": "2.6",
        "eventSource": "aws:s3",
        "awsRegion": "eu-west-1",
        "eventTime": "2023-11-14T22:13:20.500Z",
        "eventName": "ObjectCreated:Put",
        "userIdentity": {"principalId": "AWS:AIDAX"},
        "requestParameters": {"sourceIPAddress": "127.0.0.1"},
        "responseElements": {"x-amz-request-id": "request-1", "x-amz-id-2": "host-1"},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "on-upload",
            "bucket": {
                "name": "photos",
                "ownerIdentity": {"principalId": "A3LEARNERAWSLAB"},
                "arn": "arn:aws:s3:::photos",
            },
            "object": {
                "key": "in/a+b.jpg",
                "size": 5,
                "eTag": "5d41402abc4b2a76b9719d911017c592",
                "versionId": "v1",
                "sequencer": "00A1",
            },
        },
    }


def test_a_deletion_tells_neither_size_nor_etag() -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"""
    deleted = replace(PUT, event="ObjectRemoved:Delete", size=None, etag=None)
    told = event(deleted, ORIGIN, "x")["Records"][0]["s3"]["object"]
    assert told == {"key": "in/a+b.jpg", "sequencer": "00A1"}


def test_only_a_copy_tells_of_annotations() -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"""
    copied = event(replace(PUT, event="ObjectCreated:Copy"), ORIGIN, "x")["Records"][0]["s3"]["object"]
    assert copied["hasObjectAnnotation"] is False
    assert "hasObjectAnnotation" not in event(PUT, ORIGIN, "x")["Records"][0]["s3"]["object"]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("red flower.jpg", "red+flower.jpg"),  # the documentation's example
        ("a@b", "a%40b"),  # recorded from the real service by LocalStack
        ("in/x/y", "in/x/y"),
        ("1+1=2", "1%2B1%3D2"),
        ("ümlaut", "%C3%BCmlaut"),
    ],
)
def test_keys_are_encoded_as_aws_does(key: str, expected: str) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"""
    assert encoded(key) == expected


@given(st.text(min_size=1))
def test_unquote_plus_gives_any_key_back(key: str) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"""
    assert unquote_plus(encoded(key), errors="surrogatepass") == key
    assert " " not in encoded(key)


@pytest.mark.parametrize(
    ("events", "prefix", "suffix", "expected"),
    [
        (["s3:ObjectCreated:*"], "", "", True),
        (["s3:ObjectCreated:Put"], "in/", ".jpg", True),
        (["s3:ObjectCreated:Copy"], "", "", False),
        (["s3:ObjectRemoved:*"], "", "", False),
        (["s3:ObjectRemoved:*", "s3:ObjectCreated:Put"], "", "", True),
        (["s3:ObjectCreated:*"], "out/", "", False),
        (["s3:ObjectCreated:*"], "", ".png", False),
        ([], "", "", False),
    ],
)
def test_a_configuration_matches_by_event_prefix_and_suffix(
    events: list[str], prefix: str, suffix: str, expected: bool
) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html"""
    assert matches(PUT, events, prefix, suffix) is expected
