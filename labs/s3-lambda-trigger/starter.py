"""Make an upload run a function. The README beside this file tells what to build, step by step.

Run it as often as you like: every check starts a fresh sandbox, so there is nothing to clean up.
"""

import io
import json  # policies are JSON texts: json.dumps({...})
import os
import zipfile
from pathlib import Path

import boto3

# The values of your attempt
REGION = os.environ["AWSLAB_REGION"]
ACCOUNT = os.environ["AWSLAB_ACCOUNT"]
BUCKET = os.environ["AWSLAB_BUCKET"]
ROLE = os.environ["AWSLAB_ROLE"]
POLICY = os.environ["AWSLAB_POLICY"]
FUNCTION = os.environ["AWSLAB_FUNCTION"]

s3 = boto3.client("s3")
iam = boto3.client("iam")
functions = boto3.client("lambda")


def package(source: str) -> bytes:
    """A zip file with the source at its root, as bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.write(source, Path(source).name)
    return archive.getvalue()


# TODO 1: create the bucket BUCKET, then turn its versioning on

# TODO 2: create the role ROLE with a trust policy, then give it the inline policy POLICY

# TODO 3: create the function FUNCTION from package("function.py"); its handler is function.handler

# TODO 4: let S3 invoke the function, for this bucket and this account only

# TODO 5: have the bucket notify the function of every object that is created under in/

print(f"Nothing is built yet. Begin with the bucket {BUCKET} in {REGION}.")
