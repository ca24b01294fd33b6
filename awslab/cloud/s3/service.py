"""The manifest of Amazon S3."""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

UNANSWERED = frozenset(
    {
        # moto takes these for another operation of the bucket or object, answers 200 and stores nothing
        *(
            f"{verb}Bucket{what}Configuration{plural}"
            for what in ("Analytics", "IntelligentTiering", "Metrics")
            for verb, plural in (("Put", ""), ("Get", ""), ("Delete", ""), ("List", "s"))
        ),
        "CreateBucketMetadataConfiguration",
        "CreateBucketMetadataTableConfiguration",
        "CreateSession",
        "DeleteBucketInventoryConfiguration",
        "DeleteBucketMetadataConfiguration",
        "DeleteBucketMetadataTableConfiguration",
        "DeleteObjectAnnotation",
        "GetBucketAbac",
        "GetBucketMetadataConfiguration",
        "GetBucketMetadataTableConfiguration",
        "GetBucketRequestPayment",
        "GetObjectAnnotation",
        "GetObjectTorrent",
        "ListDirectoryBuckets",
        "ListObjectAnnotations",
        "PutBucketAbac",
        "PutBucketRequestPayment",
        "PutObjectAnnotation",
        "RenameObject",
        "UpdateBucketMetadataAnnotationTableConfiguration",
        "UpdateBucketMetadataInventoryTableConfiguration",
        "UpdateBucketMetadataJournalTableConfiguration",
        "UpdateObjectEncryption",
        "WriteGetObjectResponse",
    }
)
"""Operations of S3 that moto does not know, or takes for others: it would answer 200 and store nothing."""

SERVICE = Service(
    name="s3",
    title="Amazon S3",
    moto="s3",
    edge="edge.website",
    edge_order=1,
    missing_code="InvalidArgument",
    denial=("AccessDenied", 403),
    unanswered=UNANSWERED,
    unchecked_shapes=frozenset(
        {"BucketLocationConstraint", "Event", "FilterRuleName", "CORSRule", "Protocol", "Policy", "Permission"}
    ),
)
