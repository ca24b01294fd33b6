"""Lambda: what sandbox-gaps.md names."""

from __future__ import annotations

import json
from typing import Any

from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/"
_INVALID = "InvalidParameterValueException"


def _create(aws: Aws, **settings: Any) -> Call:
    role = settings.pop("Role", None) or aws.role()
    return lambda: aws.function("f", Role=role, **settings)


def _refused(identity: str, what: str, code: str, message: str, source: str, **settings: Any) -> None:
    def call(aws: Aws) -> Call:
        return _create(aws, **settings)

    row(identity, f"CreateFunction with {what}", code, message=message, status=400, source=source)(call)


@row(
    "lambda-role-trust",
    "CreateFunction with a role that trusts EC2 only",
    _INVALID,
    message=r"The role defined for the function cannot be assumed by Lambda\.",
    status=400,
    source=_GUIDE + "lambda-intro-execution-role.html",
)
def a_role_of_ec2(aws: Aws) -> Call:
    return _create(aws, Role=aws.role("ec2.amazonaws.com"))


_refused(
    "lambda-zip",
    "bytes that are no zip",
    _INVALID,
    r"Could not unzip uploaded file\.",
    "recorded from AWS: lambda_/test_lambda_api test_create_lambda_exceptions#invalid_zip_exc",
    Code={"ZipFile": b"no zip"},
)
_refused(
    "lambda-mem-low",
    "64 MB",
    "ValidationException",
    "1 validation error detected: Value '64' at 'memorySize' failed to satisfy constraint: Member must have value",
    _API + "API_CreateFunction.html",
    MemorySize=64,
)
_refused(
    "lambda-mem-high",
    "40,000 MB",
    "ValidationException",
    "1 validation error detected: Value '40000' at 'memorySize' failed to satisfy constraint: Member must have value",
    _API + "API_CreateFunction.html",
    MemorySize=40_000,
)
_refused(
    "lambda-name",
    "a space and an exclamation mark in its name",
    "ValidationException",
    (
        "1 validation error detected: Value 'bad name!' at 'functionName' failed to "
        "satisfy constraint: Member must satisfy"
    ),
    _API + "API_CreateFunction.html",
    FunctionName="bad name!",
)
_refused(
    "lambda-name-long",
    "a name of 65 characters",
    _INVALID,
    (
        "1 validation error detected: Value 'a{65}' at 'functionName' failed to "
        "satisfy constraint: Member must have length"
    ),
    "recorded from AWS: lambda_/test_lambda_api test_function_arns#long_function_name_exc",
    FunctionName="a" * 65,
)
_refused(
    "lambda-env",
    "more than 4 KB of environment variables",
    _INVALID,
    ".*exceeded the 4KB limit",
    "recorded from AWS: lambda_/test_lambda_api test_large_environment_variables_fails#failed_create_fn_result",
    Environment={"Variables": {"LARGE_VAR": "x" * 4096}},
)
_refused(
    "lambda-env-reserved",
    "the reserved environment variable AWS_REGION",
    _INVALID,
    ".*Reserved keys used in this request: AWS_REGION",
    _GUIDE + "configuration-envvars.html",
    Environment={"Variables": {"AWS_REGION": "us-east-1"}},
)
_refused(
    "lambda-vpc-subnet",
    "a subnet that does not exist",
    _INVALID,
    r"Error occurred while DescribeSubnets\. EC2 Error Code: InvalidSubnetID\.NotFound",
    "recorded from AWS: lambda_/test_lambda_api test_invalid_vpc_config_subnet#create-response-non-existent-subnet-id",
    VpcConfig={"SubnetIds": ["subnet-0123456789abcdef0"], "SecurityGroupIds": ["sg-0123456789abcdef0"]},
)


@row(
    "lambda-invoke-badjson",
    "Invoke with a payload that is no JSON",
    "InvalidRequestContentException",
    message="Could not parse request body into json",
    status=400,
    source="recorded from AWS: lambda_/test_lambda test_lambda_invoke_payload_encoding_error",
)
def no_json(aws: Aws) -> Call:
    aws.function()
    return lambda: aws.lambda_.invoke(FunctionName="f", Payload=b"{bad")


@row(
    "lambda-invoke-zero",
    "Invoke with a reserved concurrency of 0",
    "TooManyRequestsException",
    message=r"Rate Exceeded\.",
    status=429,
    source=_GUIDE + "configuration-concurrency.html",
)
def no_concurrency(aws: Aws) -> Call:
    aws.function()
    aws.lambda_.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=0)
    return lambda: aws.lambda_.invoke(FunctionName="f")


@row(
    "lambda-esm-queue",
    "CreateEventSourceMapping for a queue that does not exist",
    _INVALID,
    message=r"Error occurred while ReceiveMessage\. SQS Error Code: AWS\.SimpleQueueService\.NonExistentQueue",
    status=400,
    source="recorded from AWS: lambda_/test_lambda_integration_sqs test_esm_with_not_existing_sqs_queue#error",
)
def no_queue(aws: Aws) -> Call:
    aws.function()
    arn = "arn:aws:sqs:us-east-1:123456789012:absent"
    return lambda: aws.lambda_.create_event_source_mapping(FunctionName="f", EventSourceArn=arn)


@row(
    "lambda-concurrency",
    "PutFunctionConcurrency of 2,000",
    _INVALID,
    message="Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution",
    status=400,
    source=_GUIDE + "configuration-concurrency.html",
)
def too_much_concurrency(aws: Aws) -> Call:
    aws.function()
    return lambda: aws.lambda_.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=2000)


@row("lambda-ok-account", "GetAccountSettings", WORKS, source=_API + "API_GetAccountSettings.html")
def account(aws: Aws) -> Call:
    return lambda: aws.lambda_.get_account_settings()


@row("lambda-ok-runtime", "GetRuntimeManagementConfig", WORKS, source=_API + "API_GetRuntimeManagementConfig.html")
def runtime(aws: Aws) -> Call:
    aws.function()
    return lambda: aws.lambda_.get_runtime_management_config(FunctionName="f")


@row("lambda-ok-recursion", "GetFunctionRecursionConfig", WORKS, source=_API + "API_GetFunctionRecursionConfig.html")
def recursion(aws: Aws) -> Call:
    aws.function()
    return lambda: aws.lambda_.get_function_recursion_config(FunctionName="f")


@row("lambda-ok-urls", "ListFunctionUrlConfigs", WORKS, source=_API + "API_ListFunctionUrlConfigs.html")
def urls(aws: Aws) -> Call:
    aws.function()
    return lambda: aws.lambda_.list_function_url_configs(FunctionName="f")


@row(
    "lambda-ok-provisioned",
    "PutProvisionedConcurrencyConfig of a version",
    WORKS,
    source=_API + "API_PutProvisionedConcurrencyConfig.html",
)
def provisioned(aws: Aws) -> Call:
    aws.function()
    aws.lambda_.publish_version(FunctionName="f")
    return lambda: aws.lambda_.put_provisioned_concurrency_config(
        FunctionName="f", Qualifier="1", ProvisionedConcurrentExecutions=1
    )


@row(
    "lambda-ok-update-status",
    "CreateFunction, whose answer has LastUpdateStatus",
    WORKS,
    source=_API + "API_CreateFunction.html",
)
def update_status(aws: Aws) -> Call:
    aws.function()

    def told() -> Any:
        answer = aws.lambda_.get_function_configuration(FunctionName="f")
        assert answer["LastUpdateStatus"] == "Successful", json.dumps(answer, default=str)
        return answer

    return told
