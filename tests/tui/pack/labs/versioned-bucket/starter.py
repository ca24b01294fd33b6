"""Make a bucket that keeps every version."""

import os

import boto3

bucket = os.environ["AWSLAB_BUCKET"]
s3 = boto3.client("s3")
print(f"The bucket is to be called {bucket}.")
