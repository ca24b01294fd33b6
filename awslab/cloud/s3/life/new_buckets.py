"""What AWS sets for every new bucket and moto does not: encryption, blocked public access, no ACLs.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html (all buckets since April 2023) and
https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html (since January 2023)
"""

from __future__ import annotations

from awslab.cloud.gateway.behaviour import follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.s3.moto_buckets import Buckets, encryption_with_s3_keys, full_access_block
from awslab.cloud.s3.request_targets import bucket_name

_GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"


@follows("s3", "CreateBucket", "DeleteBucketEncryption", source=_GUIDE + "default-encryption-faq.html")
def encrypt_with_s3_keys(request: AwsRequest, _: AwsResponse, _context: GatewayContext) -> None:
    """Give a bucket SSE-S3, which it also has again when its own encryption is deleted."""
    bucket = Buckets(request.caller.account_id).bucket(bucket_name(request))
    if bucket is not None:
        bucket.encryption = encryption_with_s3_keys()


@follows("s3", "CreateBucket", source=_GUIDE + "create-bucket-faq.html")
def block_public_access(request: AwsRequest, _: AwsResponse, _context: GatewayContext) -> None:
    """Block public access to a new bucket, and disable its ACLs unless the call says otherwise."""
    bucket = Buckets(request.caller.account_id).bucket(bucket_name(request))
    if bucket is not None:
        bucket.public_access_block = bucket.public_access_block or full_access_block()
        bucket.ownership_rule = bucket.ownership_rule or "BucketOwnerEnforced"
