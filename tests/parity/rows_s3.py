"""S3: what sandbox-gaps.md names, and what else the user guide states."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import md5, sha256
from typing import Any

from tests.parity.rows import WORKS, Aws, Call, row
from tests.parity.s3_answers import bucket, stored

_GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
_API = "https://docs.aws.amazon.com/AmazonS3/latest/API/"
_BAD_NAMES = {
    "s3-name-1": ("UPPER-case-name", "upper case"),
    "s3-name-2": ("under_score_name", "an underscore"),
    "s3-name-3": ("ab", "two characters"),
    "s3-name-4": ("-leading", "a leading hyphen"),
    "s3-name-5": ("192.168.5.4", "an IP address"),
    "s3-name-6": ("xn--prefix", "the prefix xn--"),
    "s3-name-7": ("name-s3alias", "the suffix -s3alias"),
    "s3-name-8": ("two..dots", "two dots"),
}


def _names() -> None:
    for identity, (name, what) in _BAD_NAMES.items():

        def call(aws: Aws, name: str = name) -> Call:
            return lambda: aws.s3.create_bucket(Bucket=name)

        row(
            identity,
            f"CreateBucket {name!r} ({what})",
            "InvalidBucketName",
            message=r"The specified bucket is not valid\.",
            status=400,
            source=_GUIDE + "bucketnamingrules.html",
        )(call)


_names()


def _notify(aws: Aws, *entries: dict[str, Any], kind: str = "LambdaFunctionConfigurations", **more: Any) -> Call:
    return lambda: aws.s3.put_bucket_notification_configuration(
        Bucket="photos", NotificationConfiguration={kind: list(entries)}, **more
    )


def _entry(prefix: str | None = None, arn: str = "", event: str = "s3:ObjectCreated:*") -> dict[str, Any]:
    known = arn or "arn:aws:lambda:us-east-1:123456789012:function:resize"
    given: dict[str, Any] = {"LambdaFunctionArn": known, "Events": [event]}
    if prefix is not None:
        given["Filter"] = {"Key": {"FilterRules": [{"Name": "prefix", "Value": prefix}]}}
    return given


_UNVERIFIED = "Unable to validate the following destination configurations"


@row(
    "s3-notif-nofn",
    "PutBucketNotificationConfiguration to a function that does not exist",
    "InvalidArgument",
    message=_UNVERIFIED,
    status=400,
    source=_API + "API_PutBucketNotificationConfiguration.html",
)
def no_function(aws: Aws) -> Call:
    bucket(aws)
    return _notify(aws, _entry())


@row(
    "s3-notif-noperm",
    "PutBucketNotificationConfiguration to a function that does not admit S3",
    "InvalidArgument",
    message=_UNVERIFIED,
    status=400,
    source=_GUIDE + "grant-destinations-permissions-to-s3.html",
)
def an_unwilling_function(aws: Aws) -> Call:
    bucket(aws)
    aws.function("resize")
    return _notify(aws, _entry())


@row(
    "s3-notif-noperm-queue",
    "PutBucketNotificationConfiguration to a queue that does not admit S3",
    "InvalidArgument",
    message=_UNVERIFIED,
    status=400,
    source=_GUIDE + "grant-destinations-permissions-to-s3.html",
)
def an_unwilling_queue(aws: Aws) -> Call:
    bucket(aws)
    aws.sqs.create_queue(QueueName="uploads")
    entry = {"QueueArn": "arn:aws:sqs:us-east-1:123456789012:uploads", "Events": ["s3:ObjectCreated:*"]}
    return _notify(aws, entry, kind="QueueConfigurations")


@row(
    "s3-notif-overlap",
    "PutBucketNotificationConfiguration with two configurations of one event and overlapping prefixes",
    "InvalidArgument",
    message=r"Configurations overlap\.",
    status=400,
    source=_GUIDE + "notification-how-to-filtering.html",
)
def overlapping_prefixes(aws: Aws) -> Call:
    bucket(aws)
    return _notify(
        aws, _entry("images"), _entry("images/new", event="s3:ObjectCreated:Put"), SkipDestinationValidation=True
    )


@row(
    "s3-ok-notif-apart",
    "PutBucketNotificationConfiguration with two configurations of one event and prefixes apart",
    WORKS,
    source=_GUIDE + "notification-how-to-filtering.html",
)
def prefixes_apart(aws: Aws) -> Call:
    bucket(aws)
    return _notify(aws, _entry("images/"), _entry("logs/"), SkipDestinationValidation=True)


def _policy(aws: Aws, **changed: Any) -> Call:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::photos/*",
    } | changed
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return lambda: aws.s3.put_bucket_policy(Bucket="photos", Policy=text)


@row(
    "s3-policy-public-bpa",
    "PutBucketPolicy for everyone, on a new bucket",
    "AccessDenied",
    message=".* because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access",
    status=403,
    source=_GUIDE + "access-control-block-public-access.html",
)
def a_public_policy(aws: Aws) -> Call:
    bucket(aws)
    return _policy(aws, Principal="*")


@row(
    "s3-ok-policy-public",
    "PutBucketPolicy for everyone, without Block Public Access",
    WORKS,
    source=_GUIDE + "access-control-block-public-access.html",
)
def a_public_policy_where_it_may_be(aws: Aws) -> Call:
    aws.s3.delete_public_access_block(Bucket=bucket(aws))
    return _policy(aws, Principal="*")


@row(
    "s3-policy-badjson",
    "PutBucketPolicy '{}'",
    "MalformedPolicy",
    message="Missing required field Statement",
    status=400,
    source="recorded from AWS: s3/test_s3_api test_bucket_policy_exc#put-bucket-policy-empty-json",
)
def a_policy_of_nothing(aws: Aws) -> Call:
    bucket(aws)
    return lambda: aws.s3.put_bucket_policy(Bucket="photos", Policy="{}")


@row(
    "s3-policy-otherbucket",
    "PutBucketPolicy about another bucket",
    "MalformedPolicy",
    message="Policy has invalid resource",
    status=400,
    source=_GUIDE + "s3-bucket-user-policy-specifying-principal-intro.html",
)
def a_policy_of_another_bucket(aws: Aws) -> Call:
    bucket(aws)
    return _policy(aws, Resource="arn:aws:s3:::films/*")


@row(
    "s3-acl-new",
    "PutObjectAcl public-read, on a new bucket",
    "AccessControlListNotSupported",
    message="The bucket does not allow ACLs",
    status=400,
    source=_GUIDE + "about-object-ownership.html",
)
def an_acl(aws: Aws) -> Call:
    where = stored(aws)
    return lambda: aws.s3.put_object_acl(**where, ACL="public-read")


def _lifecycle(aws: Aws, **rule: Any) -> Call:
    given = {"ID": "r", "Status": "Enabled", "Filter": {"Prefix": ""}, **rule}
    return lambda: aws.s3.put_bucket_lifecycle_configuration(Bucket="photos", LifecycleConfiguration={"Rules": [given]})


@row(
    "s3-lifecycle-empty",
    "PutBucketLifecycleConfiguration with a rule without an action",
    "InvalidRequest",
    message="At least one action needs to be specified in a rule",
    status=400,
    source=_GUIDE + "intro-lifecycle-rules.html",
)
def a_rule_that_does_nothing(aws: Aws) -> Call:
    bucket(aws)
    return _lifecycle(aws)


@row(
    "s3-lifecycle-ia29",
    "PutBucketLifecycleConfiguration to STANDARD_IA after ten days",
    "InvalidArgument",
    message="'Days' in Transition action must be greater than or equal to 30",
    status=400,
    source=_GUIDE + "lifecycle-transition-general-considerations.html",
)
def an_early_transition(aws: Aws) -> Call:
    bucket(aws)
    return _lifecycle(aws, Transitions=[{"Days": 10, "StorageClass": "STANDARD_IA"}])


@row(
    "s3-ok-lifecycle",
    "PutBucketLifecycleConfiguration to GLACIER after one day",
    WORKS,
    source=_GUIDE + "lifecycle-transition-general-considerations.html",
)
def an_early_archive(aws: Aws) -> Call:
    bucket(aws)
    return _lifecycle(aws, Transitions=[{"Days": 1, "StorageClass": "GLACIER"}])


@row(
    "s3-md5",
    "PutObject with a wrong Content-MD5",
    "BadDigest",
    message=r"The Content-MD5 you specified did not match what we received\.",
    status=400,
    source="recorded from AWS: s3/test_s3 test_s3_invalid_content_md5#md5-error-bad-digest",
)
def a_wrong_md5(aws: Aws) -> Call:
    bucket(aws)
    other = b64encode(md5(b"other").digest()).decode()
    return lambda: aws.s3.put_object(Bucket="photos", Key="a", Body=b"data", ContentMD5=other)


@row(
    "s3-checksum",
    "PutObject with a wrong x-amz-checksum-sha256",
    "BadDigest",
    message=r"The SHA256 you specified did not match the calculated checksum\.",
    status=400,
    source="recorded from AWS: s3/test_s3 test_put_object_checksum[SHA256]#put-wrong-checksum-value",
)
def a_wrong_checksum(aws: Aws) -> Call:
    bucket(aws)
    other = b64encode(sha256(b"other").digest()).decode()
    return lambda: aws.s3.put_object(Bucket="photos", Key="a", Body=b"data", ChecksumSHA256=other)


@row(
    "s3-signature",
    "A signed call with a wrong secret key",
    "SignatureDoesNotMatch",
    status=403,
    source=_API + "ErrorResponses.html",
)
def a_wrong_secret(aws: Aws) -> Call:
    impostor = aws.client("s3", secret="wrong")
    return lambda: impostor.list_buckets()


@row(
    "s3-intelligent-tiering",
    "PutBucketIntelligentTieringConfiguration, which moto answers without doing it",
    WORKS,
    source=_API + "API_PutBucketIntelligentTieringConfiguration.html",
)
def tiering(aws: Aws) -> Call:
    bucket(aws)
    given = {"Id": "a", "Status": "Enabled", "Tierings": [{"Days": 90, "AccessTier": "ARCHIVE_ACCESS"}]}
    aws.s3.put_bucket_intelligent_tiering_configuration(Bucket="photos", Id="a", IntelligentTieringConfiguration=given)
    return lambda: aws.s3.get_bucket_intelligent_tiering_configuration(Bucket="photos", Id="a")
