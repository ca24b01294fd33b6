"""Make a bucket that keeps every version."""

import os

import boto3

bucket = os.environ["AWSLAB_BUCKET"]
s3 = boto3.client("s3")
s3.create_bucket(Bucket=bucket)
for text in ("first", "second"):
    s3.put_object(Bucket=bucket, Key="note.txt", Body=text.encode())
print("Done.")
