"""Mistake: the integration is changed after the deployment."""

import io
import os
import zipfile

import boto3

REGION = os.environ["AWSLAB_REGION"]
ACCOUNT = os.environ["AWSLAB_ACCOUNT"]
ROLE_ARN = os.environ["AWSLAB_ROLE_ARN"]
FUNCTION = os.environ["AWSLAB_FUNCTION"]
API = os.environ["AWSLAB_API"]
STAGE = os.environ["AWSLAB_STAGE"]

functions = boto3.client("lambda")
gateway = boto3.client("apigateway")

# The source of function.py
HANDLER = """\
import json

import catalogue


def handler(event, context):
    book = catalogue.find(event["pathParameters"]["id"])
    if book is None:
        return respond(404, {"message": "There is no such book."})
    return respond(200, book)


def respond(status, content):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(content),
    }
"""


def package() -> bytes:
    """A zip file with the handler and the catalogue at its root, as bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("function.py", HANDLER)
        content.write("catalogue.py")
    return archive.getvalue()


# 1. The function.
function_arn = functions.create_function(
    FunctionName=FUNCTION,
    Runtime="python3.13",
    Handler="function.handler",
    Role=ROLE_ARN,
    Code={"ZipFile": package()},
)["FunctionArn"]
functions.get_waiter("function_active_v2").wait(FunctionName=FUNCTION)

# 2. The API: the root is there, every further part of the path is a resource below another.
api = gateway.create_rest_api(name=API)
api_id = api["id"]
books = gateway.create_resource(restApiId=api_id, parentId=api["rootResourceId"], pathPart="books")
book = gateway.create_resource(restApiId=api_id, parentId=books["id"], pathPart="{id}")
gateway.put_method(
    restApiId=api_id,
    resourceId=book["id"],
    httpMethod="GET",
    authorizationType="NONE",
)

# The deployment, with a mock integration to try the method.
gateway.put_integration(
    restApiId=api_id,
    resourceId=book["id"],
    httpMethod="GET",
    type="MOCK",
    requestTemplates={"application/json": '{"statusCode": 200}'},
)
gateway.create_deployment(restApiId=api_id, stageName=STAGE)

# 3. The integration. Clients send GET; Lambda's own API is always called with POST.
gateway.put_integration(
    restApiId=api_id,
    resourceId=book["id"],
    httpMethod="GET",
    type="AWS_PROXY",
    integrationHttpMethod="POST",
    uri=f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{function_arn}/invocations",
)

# 4. The permission, for this method of this API in any stage.
functions.add_permission(
    FunctionName=FUNCTION,
    StatementId="books-api",
    Action="lambda:InvokeFunction",
    Principal="apigateway.amazonaws.com",
    SourceArn=f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api_id}/*/GET/books/*",
)

print(f"In AWS: https://{api_id}.execute-api.{REGION}.amazonaws.com/{STAGE}/books/2")
