"""Mistake: the handler setting names a file that is not in the package."""

import io
import json
import os
import zipfile
from pathlib import Path

import boto3

REGION = os.environ["AWSLAB_REGION"]
ACCOUNT = os.environ["AWSLAB_ACCOUNT"]
BUCKET = os.environ["AWSLAB_BUCKET"]
ROLE = os.environ["AWSLAB_ROLE"]
POLICY = os.environ["AWSLAB_POLICY"]
FUNCTION = os.environ["AWSLAB_FUNCTION"]

BUCKET_ARN = f"arn:aws:s3:::{BUCKET}"

s3 = boto3.client("s3")
iam = boto3.client("iam")
functions = boto3.client("lambda")


def package(source: str) -> bytes:
    """A zip file with the source at its root, as bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.write(source, Path(source).name)
    return archive.getvalue()


# 1. The bucket. Versioning is off until it is turned on.
s3.create_bucket(Bucket=BUCKET)
s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})

# 2. The role. The trust policy says who may become the role, the inline policy what the role may do.
trust = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
permissions = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:GetObjectVersion",
            "Resource": f"{BUCKET_ARN}/in/*",
        },
        {
            "Effect": "Allow",
            "Action": "s3:PutObject",
            "Resource": f"{BUCKET_ARN}/out/*",
        },
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": f"arn:aws:logs:{REGION}:{ACCOUNT}:*",
        },
    ],
}
role = iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(trust))["Role"]
iam.put_role_policy(RoleName=ROLE, PolicyName=POLICY, PolicyDocument=json.dumps(permissions))

# 3. The function. (On AWS, a role made a moment ago may not be assumable yet; a few seconds later it is.)
function = functions.create_function(
    FunctionName=FUNCTION,
    Runtime="python3.13",
    Handler="lambda_function.lambda_handler",
    Role=role["Arn"],
    Code={"ZipFile": package("function.py")},
)
functions.get_waiter("function_active_v2").wait(FunctionName=FUNCTION)

# 4. The permission. S3 tests it when the notification is set, so it comes first.
functions.add_permission(
    FunctionName=FUNCTION,
    StatementId="uploads",
    Action="lambda:InvokeFunction",
    Principal="s3.amazonaws.com",
    SourceArn=BUCKET_ARN,
    SourceAccount=ACCOUNT,
)

# 5. The notification. Only in/: the function writes into the same bucket and must not wake itself.
s3.put_bucket_notification_configuration(
    Bucket=BUCKET,
    NotificationConfiguration={
        "LambdaFunctionConfigurations": [
            {
                "LambdaFunctionArn": function["FunctionArn"],
                "Events": ["s3:ObjectCreated:*"],
                "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "in/"}]}},
            }
        ]
    },
)

print(f"Uploads to {BUCKET}/in/ now run {FUNCTION}.")
