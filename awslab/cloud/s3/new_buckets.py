"""What AWS sets for every new bucket and moto does not: encryption, blocked public access, no ACLs.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html (all buckets since April 2023) and
https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html (since January 2023)
"""

from __future__ import annotations

from awslab.cloud.gateway.request import AwsRequest, AwsResponse


class NewBuckets:
    """An extension of the gateway that completes what moto created."""

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """moto answers."""

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """The defaults after CreateBucket; after DeleteBucketEncryption a bucket has SSE-S3 again."""
        if request.service != "s3" or request.operation not in ("CreateBucket", "DeleteBucketEncryption"):
            return
        from moto.s3.models import PublicAccessBlock, s3_backends

        bucket = s3_backends[request.caller.account_id]["aws"].buckets.get(str(request.parameters.get("Bucket")))
        if bucket is None:
            return
        bucket.encryption = {"Rule": {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}}
        if request.operation == "CreateBucket":
            bucket.public_access_block = bucket.public_access_block or PublicAccessBlock(*("true",) * 4)
            # moto's annotation says dict; what it reads and itself stores is the name
            bucket.ownership_rule = bucket.ownership_rule or "BucketOwnerEnforced"  # type: ignore[assignment]

    def close(self) -> None:
        """Nothing is held."""
