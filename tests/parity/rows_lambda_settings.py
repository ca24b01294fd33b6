"""Lambda: what functions are created with and changed to, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.lambda_answers import HERE, constraint, invalid
from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws, package

_API = "lambda_/test_lambda_api"
_ROLE = r"Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+"
_RUNTIMES = "Member must satisfy enum value set: […"


def _create(aws: Aws, **settings: Any) -> Any:
    return lambda: aws.function("f", **settings)


@recorded(
    _API,
    "test_create_lambda_exceptions",
    {
        "invalid_role_arn_exc": constraint("'r1'", "role", _ROLE),
        "invalid_runtime_exc": invalid(
            f"Value non-existent-runtime at 'runtime' failed to satisfy constraint: {_RUNTIMES}"
        ),
        "uppercase_runtime_exc": invalid(f"Value PYTHON3.9 at 'runtime' failed to satisfy constraint: {_RUNTIMES}"),
        "multiple_architectures": constraint(
            "'[x86_64, arm64]'", "architectures", "Member must have length less than or equal to 1"
        ),
        "uppercase_architecture": constraint(
            "'[X86_64]'",
            "architectures",
            (
                "Member must satisfy constraint: [Member must satisfy enum value set: "
                "[x86_64, arm64], Member must not be null]"
            ),
        ),
        "invalid_zip_exc": invalid("Could not unzip uploaded file. Please check your file, then try to upload again."),
    },
)
def creating(aws: Aws) -> Calls:
    return {
        "invalid_role_arn_exc": _create(aws, Role="r1"),
        "invalid_runtime_exc": _create(aws, Runtime="non-existent-runtime"),
        "uppercase_runtime_exc": _create(aws, Runtime="PYTHON3.9"),
        "multiple_architectures": _create(aws, Architectures=["x86_64", "arm64"]),
        "uppercase_architecture": _create(aws, Architectures=["X86_64"]),
        "invalid_zip_exc": _create(aws, Code={"ZipFile": b"this is not a zipfile, just a random string"}),
    }


@recorded(
    _API,
    "test_update_lambda_exceptions",
    {
        "invalid_role_arn_exc": constraint("'r1'", "role", _ROLE),
        "invalid_runtime_exc": invalid(
            f"Value non-existent-runtime at 'runtime' failed to satisfy constraint: {_RUNTIMES}"
        ),
        "uppercase_runtime_exc": invalid(f"Value PYTHON3.9 at 'runtime' failed to satisfy constraint: {_RUNTIMES}"),
    },
)
def updating(aws: Aws) -> Calls:
    aws.function()

    def update(**settings: Any) -> Any:
        return lambda: aws.lambda_.update_function_configuration(FunctionName="f", **settings)

    return {
        "invalid_role_arn_exc": update(Role="r1"),
        "invalid_runtime_exc": update(Runtime="non-existent-runtime"),
        "uppercase_runtime_exc": update(Runtime="PYTHON3.9"),
    }


def _deprecated() -> None:
    for runtime in (
        "java8",
        "go1.x",
        "provided",
        "ruby2.7",
        "nodejs14.x",
        "python3.7",
        "dotnetcore3.1",
        "nodejs12.x",
    ):
        words = (
            f"The runtime parameter of {runtime} is no longer supported for creating or updating AWS Lambda functions. "
            "We recommend you use a supported runtime while creating or updating functions."
        )

        def calls(aws: Aws, runtime: str = runtime) -> Calls:
            return {"deprecation_error": _create(aws, Runtime=runtime)}

        test = f"test_create_deprecated_function_runtime_with_validation_enabled[{runtime}]"
        recorded(_API, test, {"deprecation_error": invalid(words)})(calls)


_deprecated()


@recorded(
    _API,
    "test_lambda_code_location_s3_errors",
    {
        f"{verb}-error-wrong-{what}": invalid(
            f"Error occurred while GetObject. S3 Error Code: {code}. S3 Error Message: {words}"
        )
        for verb in ("create", "update")
        for what, code, words in (
            ("bucket", "NoSuchBucket", "The specified bucket does not exist"),
            ("key", "NoSuchKey", "The specified key does not exist."),
        )
    },
)
def code_in_s3(aws: Aws) -> Calls:
    aws.s3.create_bucket(Bucket="packages")
    aws.function("old")
    role = aws.role()

    def update(bucket: str) -> Any:
        return lambda: aws.lambda_.update_function_code(FunctionName="old", S3Bucket=bucket, S3Key="absent")

    return {
        "create-error-wrong-bucket": _create(aws, Role=role, Code={"S3Bucket": "absent-1", "S3Key": "absent"}),
        "create-error-wrong-key": _create(aws, Role=role, Code={"S3Bucket": "packages", "S3Key": "absent"}),
        "update-error-wrong-bucket": update("absent-1"),
        "update-error-wrong-key": update("packages"),
    }


_TOO_LARGE = invalid("Unzipped size must be smaller than 262144000 bytes")


@recorded(_API, "test_oversized_unzipped_lambda", {"invalid_param_exc": _TOO_LARGE})
def large_code(aws: Aws) -> Calls:
    role = aws.role()
    return {"invalid_param_exc": _create(aws, Role=role, Code={"ZipFile": package("0" * 262_144_000)})}


_VARIABLES = (
    "Lambda was unable to configure your environment variables because the environment variables you have provided"
)


def _measured(what: str) -> Told:
    return invalid(f"{_VARIABLES} exceeded the 4KB limit. String measured: {{{what}xxx…")


@recorded(_API, "test_large_environment_variables_fails", {"failed_create_fn_result": _measured('"LARGE_VAR":"')})
def a_large_variable(aws: Aws) -> Calls:
    return {"failed_create_fn_result": _create(aws, Environment={"Variables": {"LARGE_VAR": "x" * 5000}})}


@recorded(
    _API,
    "test_large_environment_fails_multiple_keys",
    {"failured_create_fn_result_multi_key": _measured('"SMALL_VAR":"ok","LARGE_VAR":"')},
)
def a_large_variable_among_others(aws: Aws) -> Calls:
    variables = {"SMALL_VAR": "ok", "LARGE_VAR": "x" * 5000}
    return {"failured_create_fn_result_multi_key": _create(aws, Environment={"Variables": variables})}


@recorded(
    _API,
    "test_function_arns",
    {
        "invalid_function_name_exc": constraint("'invalid:function:name'", "functionName", "…"),
        "long_function_name_exc": invalid(
            f"1 validation error detected: Value '{'a' * 65}' at 'functionName' failed to satisfy constraint: "
            "Member must have length less than or equal to 64"
        ),
        "long_function_arn_exc": constraint(
            f"'{HERE}{'a' * 150}'", "functionName", "Member must have length less than or equal to 140"
        ),
        "function_arn_other_region_exc": (
            "ResourceNotFoundException",
            "Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')",
            404,
        ),
        "function_arn_other_account_exc": ("AccessDeniedException", "", 403),
    },
)
def names(aws: Aws) -> Calls:
    role = aws.role()

    def create(name: str) -> Any:
        return _create(aws, Role=role, FunctionName=name)

    return {
        "invalid_function_name_exc": create("invalid:function:name"),
        "long_function_name_exc": create("a" * 65),
        "long_function_arn_exc": create(HERE + "a" * 150),
        "function_arn_other_region_exc": create(HERE.replace("us-east-1", "ap-southeast-1") + "f"),
        "function_arn_other_account_exc": create(HERE.replace("123456789012", "123456789013") + "f"),
    }


@recorded(
    _API,
    "test_invalid_invoke",
    {
        "invoke_function_name_pattern_exc": constraint(
            "'arn:aws:lambda:us-east-1:123400000000@function:myfn'", "functionName", "…"
        )
    },
)
def an_odd_name(aws: Aws) -> Calls:
    name = "arn:aws:lambda:us-east-1:123400000000@function:myfn"
    return {"invoke_function_name_pattern_exc": lambda: aws.lambda_.invoke(FunctionName=name)}


@recorded(
    _API,
    "test_list_functions",
    {
        "list_functions_invalid_functionversion": constraint(
            "'invalid'", "functionVersion", "Member must satisfy enum value set: [ALL]"
        )
    },
)
def listing(aws: Aws) -> Calls:
    return {"list_functions_invalid_functionversion": lambda: aws.lambda_.list_functions(FunctionVersion="invalid")}


@recorded(
    _API,
    "test_put_function_recursion_config_invalid_value",
    {
        "put_recursion_invalid_value_error": constraint(
            "'InvalidValue'", "recursiveLoop", "Member must satisfy enum value set: […"
        )
    },
)
def recursion(aws: Aws) -> Calls:
    aws.function()
    return {
        "put_recursion_invalid_value_error": lambda: aws.lambda_.put_function_recursion_config(
            FunctionName="f", RecursiveLoop="InvalidValue"
        )
    }


@recorded(
    _API,
    "test_snapstart_exceptions",
    {
        "create_function_invalid_snapstart_apply": constraint(
            "'invalidOption'", "snapStart.applyOn", "Member must satisfy enum value set: [PublishedVersions, None]"
        )
    },
)
def snap_start(aws: Aws) -> Calls:
    return {"create_function_invalid_snapstart_apply": _create(aws, SnapStart={"ApplyOn": "invalidOption"})}


@recorded(
    _API,
    "test_lambda_zip_file_to_image",
    {"zipfile-to-image-error": invalid("Please don't provide ImageUri when updating a function with packageType Zip.")},
)
def an_image_for_a_zip(aws: Aws) -> Calls:
    aws.function()
    uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/repo:latest"
    return {"zipfile-to-image-error": lambda: aws.lambda_.update_function_code(FunctionName="f", ImageUri=uri)}
