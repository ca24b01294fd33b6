"""Amazon API Gateway: a room for REST APIs, a room for HTTP APIs, and what both share.

rest/            REST APIs (apigateway)
http/            HTTP APIs (apigatewayv2)
backends.py      requests to servers of this machine and to AWS services of this sandbox
jsonpath.py      JSONPath in templates and mappings
moto_models.py   how calls of AWS services are written
"""
