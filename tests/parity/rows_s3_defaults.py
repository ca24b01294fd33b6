"""S3: what every new bucket has, and what nobody gets without a signature that holds."""

from __future__ import annotations

import json
from typing import Any

from tests.parity.plain_http import ask
from tests.parity.rows import WORKS, Aws, Call, row
from tests.parity.s3_answers import bucket, stored

_S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
_S3_API = "https://docs.aws.amazon.com/AmazonS3/latest/API/"


@row(
    "s3-ok-default-encryption",
    "GetBucketEncryption of a new bucket",
    WORKS,
    source=_S3 + "default-encryption-faq.html",
)
def default_encryption(aws: Aws) -> Call:
    bucket(aws)
    return lambda: aws.s3.get_bucket_encryption(Bucket="photos")


@row(
    "s3-ok-default-block",
    "GetPublicAccessBlock of a new bucket",
    WORKS,
    source=_S3 + "access-control-block-public-access.html",
)
def default_block(aws: Aws) -> Call:
    bucket(aws)
    return lambda: aws.s3.get_public_access_block(Bucket="photos")


@row(
    "s3-ok-default-ownership",
    "GetBucketOwnershipControls of a new bucket",
    WORKS,
    source=_S3 + "about-object-ownership.html",
)
def default_ownership(aws: Aws) -> Call:
    bucket(aws)
    return lambda: aws.s3.get_bucket_ownership_controls(Bucket="photos")


@row(
    "s3-anonymous-path",
    "GET of an object without a signature, by path, in a bucket that is not public",
    "AccessDenied",
    message="Access Denied",
    status=403,
    source=_S3 + "access-control-block-public-access.html",
)
def without_a_signature(aws: Aws) -> Call:
    stored(aws)
    return lambda: ask(aws, "GET", "photos/a")


@row(
    "s3-anonymous-host",
    "The same by virtual host",
    "AccessDenied",
    message="Access Denied",
    status=403,
    source=_S3 + "VirtualHosting.html",
)
def without_a_signature_by_host(aws: Aws) -> Call:
    stored(aws)
    return lambda: ask(aws, "GET", "a", headers={"Host": "photos.s3.us-east-1.amazonaws.com"})


@row(
    "s3-presigned-expired",
    "GET of a presigned URL after its time",
    "AccessDenied",
    message="Request has expired",
    status=403,
    source=_S3 + "using-presigned-url.html",
)
def an_old_url(aws: Aws) -> Call:
    url = aws.s3.generate_presigned_url("get_object", Params=stored(aws), ExpiresIn=-60)
    return lambda: ask(aws, "GET", url)


@row(
    "s3-presigned-other-key",
    "GET of a presigned URL whose key was changed",
    "SignatureDoesNotMatch",
    message="The request signature we calculated does not match",
    status=403,
    source=_S3_API + "ErrorResponses.html",
)
def a_url_for_another_key(aws: Aws) -> Call:
    url = aws.s3.generate_presigned_url("get_object", Params=stored(aws), ExpiresIn=60)
    return lambda: ask(aws, "GET", url.replace("/photos/a?", "/photos/b?"))


@row(
    "s3-ok-notif-filter",
    "PutBucketNotificationConfiguration with a filter rule named Prefix and an empty value",
    WORKS,
    source=_S3_API + "API_FilterRule.html",
)
def a_capitalised_filter(aws: Aws) -> Call:
    bucket(aws)
    queue = aws.sqs.create_queue(QueueName="uploads")["QueueUrl"]
    arn = aws.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    admitted = {"Service": "s3.amazonaws.com"}
    statement = {"Effect": "Allow", "Principal": admitted, "Action": "sqs:SendMessage", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    aws.sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    rules = [{"Name": "Prefix", "Value": ""}]
    entry = {"QueueArn": arn, "Events": ["s3:ObjectCreated:*"], "Filter": {"Key": {"FilterRules": rules}}}
    return lambda: aws.s3.put_bucket_notification_configuration(
        Bucket="photos", NotificationConfiguration={"QueueConfigurations": [entry]}
    )


@row(
    "s3-ok-encryption-told",
    "HeadObject of an object in a new bucket, which tells ServerSideEncryption AES256",
    WORKS,
    source=_S3 + "UsingServerSideEncryption.html",
)
def told_encryption(aws: Aws) -> Call:
    where = stored(aws)

    def head() -> Any:
        answer = aws.s3.head_object(**where)
        assert answer["ServerSideEncryption"] == "AES256"
        return answer

    return head
