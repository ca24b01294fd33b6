"""Works off messages; the message `poison` it cannot do."""

import os

import boto3

done = boto3.client("s3")


def handler(event, context):
    failed = []
    for message in event["Records"]:
        if message["body"] == "poison":
            failed.append({"itemIdentifier": message["messageId"]})
        else:
            done.put_object(Bucket=os.environ["BUCKET"], Key=message["body"], Body=b"done")
    return {"batchItemFailures": failed}
