"""Says hello, behind REST APIs, HTTP APIs and load balancers."""

import json


def handler(event, context):
    name = (event.get("pathParameters") or {}).get("name") or (event.get("queryStringParameters") or {}).get("name")
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({"hello": name, "path": event.get("rawPath") or event["path"]}),
    }
