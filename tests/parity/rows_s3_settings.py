"""S3: versioning, encryption, tags and ownership of buckets, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import MALFORMED, NO_BUCKET, NO_KEY, NO_TAGS, bucket, stored

_NOT_EMPTY = "The bucket you tried to delete is not empty"
_NO_POLICY: Told = ("NoSuchBucketPolicy", "The bucket policy does not exist", 404)
_DENIED: Told = ("AccessDenied", "Access Denied", 403)
_STATE = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"


@recorded(
    "s3/test_s3_api",
    "test_bucket_versioning_crud",
    {
        "put-versioning-enabled-lowercase": MALFORMED,
        "put-versioning-disabled": MALFORMED,
        "put-versioning-empty": (
            "IllegalVersioningConfigurationException",
            "The Versioning element must be specified",
            400,
        ),
        "put-versioning-no-bucket": NO_BUCKET,
        "get-versioning-no-bucket": NO_BUCKET,
    },
)
def versioning(aws: Aws) -> Calls:
    name = bucket(aws)

    def put(given: dict[str, str], where: str = name) -> Any:
        return lambda: aws.s3.put_bucket_versioning(Bucket=where, VersioningConfiguration=given)

    return {
        "put-versioning-enabled-lowercase": put({"Status": "enabled"}),
        "put-versioning-disabled": put({"Status": "Disabled"}),
        "put-versioning-empty": put({}),
        "put-versioning-no-bucket": put({"Status": "Enabled"}, "absent-1"),
        "get-versioning-no-bucket": lambda: aws.s3.get_bucket_versioning(Bucket="absent-1"),
    }


@recorded("s3/test_s3_api", "test_delete_bucket_with_objects", {"delete-with-obj": ("BucketNotEmpty", _NOT_EMPTY, 409)})
def a_full_bucket(aws: Aws) -> Calls:
    where = stored(aws)
    return {"delete-with-obj": lambda: aws.s3.delete_bucket(Bucket=where["Bucket"])}


@recorded(
    "s3/test_s3_api",
    "test_delete_versioned_bucket_with_objects",
    {
        "delete-with-obj-and-delete-marker": (
            "BucketNotEmpty",
            f"{_NOT_EMPTY}. You must delete all versions in the bucket.",
            409,
        ),
        "delete-with-only-delete-marker": (
            "BucketNotEmpty",
            f"{_NOT_EMPTY}. You must delete all versions in the bucket.",
            409,
        ),
    },
)
def a_bucket_with_versions(aws: Aws) -> Calls:
    name = bucket(aws, versioned=True)
    version = aws.s3.put_object(Bucket=name, Key="a", Body=b"x")["VersionId"]
    aws.s3.delete_object(Bucket=name, Key="a")

    def only_the_marker() -> Any:
        aws.s3.delete_object(Bucket=name, Key="a", VersionId=version)
        return aws.s3.delete_bucket(Bucket=name)

    return {
        "delete-with-obj-and-delete-marker": lambda: aws.s3.delete_bucket(Bucket=name),
        "delete-with-only-delete-marker": only_the_marker,
    }


def _encrypt(aws: Aws, name: str, *rules: dict[str, Any]) -> Any:
    return lambda: aws.s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": list(rules)})


@recorded(
    "s3/test_s3_api",
    "test_s3_default_bucket_encryption_exc",
    {
        "get-bucket-enc-no-bucket": NO_BUCKET,
        "delete-bucket-enc-no-bucket": NO_BUCKET,
        "put-bucket-enc-no-bucket": NO_BUCKET,
        "put-bucket-encryption-no-rules": MALFORMED,
        "put-bucket-encryption-two-rules": MALFORMED,
        "put-bucket-encryption-kms-with-aes": (
            "InvalidArgument",
            "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
            400,
        ),
    },
)
def encryption(aws: Aws) -> Calls:
    name = bucket(aws)
    aes = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": True}
    kms = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}
    keyed = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256", "KMSMasterKeyID": "randomkeyid"}}
    return {
        "get-bucket-enc-no-bucket": lambda: aws.s3.get_bucket_encryption(Bucket="absent-1"),
        "delete-bucket-enc-no-bucket": lambda: aws.s3.delete_bucket_encryption(Bucket="absent-1"),
        "put-bucket-enc-no-bucket": _encrypt(aws, "absent-1", aes),
        "put-bucket-encryption-no-rules": _encrypt(aws, name),
        "put-bucket-encryption-two-rules": _encrypt(aws, name, aes, kms),
        "put-bucket-encryption-kms-with-aes": _encrypt(aws, name, keyed),
    }


@recorded("s3/test_s3_api", "test_bucket_tagging_crud", {"get-bucket-tags-empty": NO_TAGS})
def no_tags(aws: Aws) -> Calls:
    name = bucket(aws)
    return {"get-bucket-tags-empty": lambda: aws.s3.get_bucket_tagging(Bucket=name)}


_TAGS = {"TagSet": [{"Key": "a", "Value": "1"}]}


@recorded(
    "s3/test_s3_api",
    "test_bucket_tagging_exc",
    {"get-no-bucket-tags": NO_BUCKET, "delete-no-bucket-tags": NO_BUCKET, "put-no-bucket-tags": NO_BUCKET},
)
def tags_of_no_bucket(aws: Aws) -> Calls:
    return {
        "get-no-bucket-tags": lambda: aws.s3.get_bucket_tagging(Bucket="absent-1"),
        "delete-no-bucket-tags": lambda: aws.s3.delete_bucket_tagging(Bucket="absent-1"),
        "put-no-bucket-tags": lambda: aws.s3.put_bucket_tagging(Bucket="absent-1", Tagging=_TAGS),
    }


_TAG_HEADER: Told = (
    "InvalidArgument",
    (
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name "
        "duplicates."
    ),
    400,
)


@recorded(
    "s3/test_s3_api",
    "test_object_tagging_exc",
    {
        "get-no-bucket-tags": NO_BUCKET,
        "delete-no-bucket-tags": NO_BUCKET,
        "put-no-bucket-tags": NO_BUCKET,
        "get-no-key-tags": NO_KEY,
        "delete-no-key-tags": NO_KEY,
        "put-no-key-tags": NO_KEY,
        "put-obj-duplicate-tagging": _TAG_HEADER,
        "put-obj-wrong-format": _TAG_HEADER,
    },
)
def tags_of_no_object(aws: Aws) -> Calls:
    bucket(aws)
    s3 = aws.s3
    nowhere, unkept = {"Bucket": "absent-1", "Key": "a"}, {"Bucket": "photos", "Key": "absent"}
    return {
        "get-no-bucket-tags": lambda: s3.get_object_tagging(**nowhere),
        "delete-no-bucket-tags": lambda: s3.delete_object_tagging(**nowhere),
        "put-no-bucket-tags": lambda: s3.put_object_tagging(**nowhere, Tagging=_TAGS),
        "get-no-key-tags": lambda: s3.get_object_tagging(**unkept),
        "delete-no-key-tags": lambda: s3.delete_object_tagging(**unkept),
        "put-no-key-tags": lambda: s3.put_object_tagging(**unkept, Tagging=_TAGS),
        "put-obj-duplicate-tagging": lambda: s3.put_object(**unkept, Body=b"", Tagging="tag1=val1&tag1=val3"),
        "put-obj-wrong-format": lambda: s3.put_object(**unkept, Body=b"", Tagging="tag1=val1,tag2=val2"),
    }


_BAD_KEY: Told = ("InvalidTag", "The TagKey you have provided is invalid", 400)
_BAD_VALUE: Told = ("InvalidTag", "The TagValue you have provided is invalid", 400)
_TWICE: Told = ("InvalidTag", "Cannot provide multiple Tags with the same key", 400)


@recorded(
    "s3/test_s3_api",
    "test_tagging_validation",
    {
        "put-bucket-tags-duplicate-keys": _TWICE,
        "put-bucket-tags-invalid-key": _BAD_KEY,
        "put-bucket-tags-none-key": MALFORMED,
        "put-bucket-tags-invalid-value": _BAD_VALUE,
        "put-bucket-tags-none-value": MALFORMED,
        "put-bucket-tags-aws-prefixed": ("InvalidTag", "System tags cannot be added/updated by requester", 400),
        "put-object-tags-duplicate-keys": _TWICE,
        "put-object-tags-invalid-field": _BAD_KEY,
        "put-object-tags-aws-prefixed": ("InvalidTag", "Your TagKey cannot be prefixed with aws:", 400),
        "put-object-tags-none-key": MALFORMED,
        "put-object-tags-none-value": MALFORMED,
    },
)
def tags(aws: Aws) -> Calls:
    where = stored(aws)

    def put(*given: dict[str, str]) -> Any:
        return lambda: aws.s3.put_bucket_tagging(Bucket=where["Bucket"], Tagging={"TagSet": list(given)})

    def put_on_object(*given: dict[str, str]) -> Any:
        return lambda: aws.s3.put_object_tagging(**where, Tagging={"TagSet": list(given)})

    one, two = {"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}
    return {
        "put-bucket-tags-duplicate-keys": put(one, two),
        "put-bucket-tags-invalid-key": put({"Key": "Key1,Key2", "Value": "1"}),
        "put-bucket-tags-none-key": put({"Value": "1"}),
        "put-bucket-tags-invalid-value": put({"Key": "k", "Value": "Val1,Val2"}),
        "put-bucket-tags-none-value": put({"Key": "k"}),
        "put-bucket-tags-aws-prefixed": put({"Key": "aws:prefixed", "Value": "1"}),
        "put-object-tags-duplicate-keys": put_on_object(one, two),
        "put-object-tags-invalid-field": put_on_object({"Key": "Key1,Key2", "Value": "1"}),
        "put-object-tags-aws-prefixed": put_on_object({"Key": "aws:prefixed", "Value": "1"}),
        "put-object-tags-none-key": put_on_object({"Value": "1"}),
        "put-object-tags-none-value": put_on_object({"Key": "k"}),
    }


@recorded(
    "s3/test_s3_api",
    "test_crud_bucket_ownership_controls",
    {
        "get-ownership-after-delete": (
            "OwnershipControlsNotFoundError",
            "The bucket ownership controls were not found",
            404,
        )
    },
)
def no_ownership(aws: Aws) -> Calls:
    name = bucket(aws)
    aws.s3.delete_bucket_ownership_controls(Bucket=name)
    return {"get-ownership-after-delete": lambda: aws.s3.get_bucket_ownership_controls(Bucket=name)}


@recorded(
    "s3/test_s3_api",
    "test_bucket_ownership_controls_exc",
    {
        "put-ownership-multiple-rules": MALFORMED,
        "put-ownership-wrong-value": MALFORMED,
        "put-ownership-empty-rule": MALFORMED,
        "ownership-wrong-value-at-creation": (
            "InvalidArgument",
            "Invalid x-amz-object-ownership header: RandomValue",
            400,
        ),
        "ownership-non-value-at-creation": ("InvalidArgument", "Invalid x-amz-object-ownership header: ", 400),
    },
)
def ownership(aws: Aws) -> Calls:
    name = bucket(aws)

    def put(*rules: dict[str, str]) -> Any:
        return lambda: aws.s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": list(rules)})

    return {
        "put-ownership-multiple-rules": put(
            {"ObjectOwnership": "BucketOwnerPreferred"}, {"ObjectOwnership": "ObjectWriter"}
        ),
        "put-ownership-wrong-value": put({"ObjectOwnership": "RandomValue"}),
        "put-ownership-empty-rule": put(),
        "ownership-wrong-value-at-creation": lambda: bucket(aws, "b-owned", ObjectOwnership="RandomValue"),
        "ownership-non-value-at-creation": lambda: bucket(aws, "b-owned", ObjectOwnership=""),
    }


@recorded(
    "s3/test_s3_api",
    "test_crud_public_access_block",
    {
        "get-public-access-block-after-delete": (
            "NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found",
            404,
        )
    },
)
def no_block(aws: Aws) -> Calls:
    name = bucket(aws)
    aws.s3.delete_public_access_block(Bucket=name)
    return {"get-public-access-block-after-delete": lambda: aws.s3.get_public_access_block(Bucket=name)}
