"""Amazon S3: buckets, objects, and whom a bucket tells about them. moto answers most calls; this room does the rest.

guards/           what S3 refuses and moto accepts. S3 looks at names, public access and the bucket's owner first, then
                  at the forms of settings, then at the object that a call names with its conditions and checksums, then
                  at locks, customers' keys and ACLs: some guards have an earlier or later phase than their kind for it
  bucket_and_key_names.py  bucket_creation.py  bucket_public_access.py  bucket_websites.py  expected_owner.py
  settings.py  lifecycle.py  policies.py  notifications.py      what can be configured on a bucket
  preconditions.py  upload_checksums.py  uploads.py             reading and writing objects, in one piece or in parts
  locks.py  sse_customer_keys.py  acls.py  object_and_bucket_tags.py  lists.py  forms.py
answers/          bucket_settings.py: analytics, metrics, intelligent tiering, request payment, which moto does not have
life/             what follows a call
  new_buckets.py  the defaults of a new bucket
  object_facts.py what moto forgets of objects and uploads: customers' keys, writes beside an upload
  notifications.py  events to functions, queues, topics and EventBridge; deletions.py says what a call deleted, and
                  notification_records.py how an event looks
edge/             public_object.py: unsigned reads; website/: website endpoints
corrections.py    what moto gets wrong
moto_buckets.py   the façade of moto's S3; state.py has the types of what it returns
request_targets.py  what a request names (bucket, object, upload, source); refusals.py, errors that guards share
digests.py        checksums; public_access.py, whether a bucket is open to everyone (both pure)
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

UNANSWERED = frozenset(
    {
        # moto takes these for another operation of the bucket or object, answers 200 and stores nothing
        *(
            f"{verb}Bucket{kind}Configuration{plural}"
            for kind in ("Analytics", "IntelligentTiering", "Metrics")
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
