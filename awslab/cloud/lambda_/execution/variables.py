"""The environment variables of an execution environment.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
"""

from __future__ import annotations

import os
from pathlib import Path

from awslab.cloud.lambda_.function import Function
from awslab.cloud.ports.credentials import Credentials


def variables(
    function: Function, *, credentials: Credentials, endpoint: str, log_stream: str, task_root: str, scratch: str
) -> dict[str, str]:
    """Return all variables: the function's own, Lambda's, and those that keep every SDK inside the sandbox."""
    unreserved = {
        "PATH": os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin"),
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
    }
    # https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html (custom runtimes)
    logging = {"AWS_LAMBDA_LOG_FORMAT": function.logging.format}
    if function.logging.is_json:
        logging["AWS_LAMBDA_LOG_LEVEL"] = function.logging.application
    return unreserved | dict(function.variables) | logging | _reserved(function, log_stream, task_root) | {
        "AWS_ACCESS_KEY_ID": credentials.access_key_id,
        "AWS_SECRET_ACCESS_KEY": credentials.secret_access_key,
        "AWS_SESSION_TOKEN": credentials.session_token,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "TMPDIR": scratch,
        "HOME": scratch,
    }  # fmt: skip


def _reserved(function: Function, log_stream: str, task_root: str) -> dict[str, str]:
    return {
        "_HANDLER": function.handler,
        "_X_AMZN_TRACE_ID": "",
        "AWS_DEFAULT_REGION": function.region,
        "AWS_REGION": function.region,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.runtime}",
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        "AWS_LAMBDA_FUNCTION_VERSION": function.version,
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": function.log_group,
        "AWS_LAMBDA_LOG_STREAM_NAME": log_stream,
        "LAMBDA_TASK_ROOT": task_root,
        "LAMBDA_RUNTIME_DIR": str(Path(__file__).parents[1] / "environment"),
    }
