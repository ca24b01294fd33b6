"""Put an HTTP API in front of a function. The README beside this file tells what to build, step by step.

Run it as often as you like: every check starts a fresh sandbox, so there is nothing to clean up.
"""

import io
import os
import zipfile

import boto3

# The values of your attempt; the role is there already
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
    # TODO 1: look up the book that the request's path names, and answer as API Gateway needs it
    return {}
"""


def package() -> bytes:
    """A zip file with the handler and the catalogue at its root, as bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("function.py", HANDLER)
        content.write("catalogue.py")
    return archive.getvalue()


# TODO 1: create the function FUNCTION from package(); its handler is function.handler

# TODO 2: create the REST API named API with the resource /books/{id} and its method GET

# TODO 3: connect the method with the function, as a Lambda proxy integration

# TODO 4: let API Gateway invoke the function for GET /books/... of this API

# TODO 5: deploy the API to the stage STAGE

print(f"Nothing is built yet. Begin with the function {FUNCTION}.")
