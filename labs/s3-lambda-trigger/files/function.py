"""Counts what arrives under in/ and leaves a summary under out/.

The handler is `function.handler`. It is complete: put it into a zip file as it is.
"""

import json
from pathlib import PurePosixPath
from urllib.parse import unquote_plus

import boto3

# made once for an execution environment, used again by every invocation that lands in it
s3 = boto3.client("s3")


def handler(event, context):
    """Summarise every object that S3 reports; returns the keys that were written."""
    return {"written": [summarise(record["s3"]) for record in event.get("Records", [])]}


def summarise(reported):
    """Write the summary of one object: in/notes.txt is counted in out/notes.txt.json."""
    bucket = reported["bucket"]["name"]
    # S3 encodes keys in events as in a URL: a space arrives as a plus sign
    key = unquote_plus(reported["object"]["key"])
    # this version, even when a newer one has been uploaded in the meantime
    version = reported["object"]["versionId"]
    text = s3.get_object(Bucket=bucket, Key=key, VersionId=version)["Body"].read().decode()

    summary = {"source": key, "version": version, "lines": len(text.splitlines()), "words": len(text.split())}
    target = f"out/{PurePosixPath(key).name}.json"
    s3.put_object(Bucket=bucket, Key=target, Body=json.dumps(summary), ContentType="application/json")
    print(f"{key} ({version}) -> {target}")
    return target
