"""Makes the bucket."""

import boto3

s3 = boto3.client("s3")
s3.create_bucket(Bucket="box")
s3.put_bucket_versioning(Bucket="box", VersioningConfiguration={"Status": "Enabled"})
