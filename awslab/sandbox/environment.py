"""The environment variables that a learner's program, or shell, gets: this sandbox, and nothing of real AWS."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

_AWS = re.compile(r"(AWS|BOTO|MOTO|S3|SAM|CDK)_.*|BOTO_CONFIG", re.IGNORECASE)
"""The SDKs, the CLI and the tools around them read these, `AWS_ENDPOINT_URL_S3` and `AWS_PROFILE` among them."""
_PROGRAM_KEEPS = re.compile(r"PATH|LANG|LANGUAGE|LC_.*|TERM|COLORTERM|NO_COLOR|TZ|TMPDIR|NO_PROXY|no_proxy|AWS_.*")
"""What a program needs to run and to write text; tokens of other services are none of it."""
_PROXY = re.compile(r"(http|https|ftp|all)_proxy", re.IGNORECASE)
_LOOPBACK = "127.0.0.1,localhost"
_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EC2_METADATA_DISABLED")


def sandbox_environment(
    parent_environment: Mapping[str, str], *, endpoint: str, region: str, access_key_id: str, secret_access_key: str
) -> dict[str, str]:
    """`inherited` with every AWS setting replaced by this sandbox's; both AWS config files are the null device."""
    variables = {name: value for name, value in parent_environment.items() if not _AWS.fullmatch(name)}
    return variables | {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ACCESS_KEY_ID": access_key_id,
        "AWS_SECRET_ACCESS_KEY": secret_access_key,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        # a proxy of the learner's network must not be asked for this machine
        "NO_PROXY": _with_loopback(parent_environment.get("NO_PROXY", "")),
        "no_proxy": _with_loopback(parent_environment.get("no_proxy", "")),
    }


def on_instance(environment: Mapping[str, str], *, endpoint: str, instance: str) -> dict[str, str]:
    """The environment of a program that runs on an EC2 instance of the sandbox: no keys, but the instance's metadata.

    https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html
    """
    learner_variables = {name: value for name, value in environment.items() if name not in _KEYS}
    return learner_variables | {
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": f"{endpoint}/_aws/imds/{instance}",
        # on a busy machine the first answer may take longer than SDKs wait by default
        "AWS_METADATA_SERVICE_TIMEOUT": "5",
        "AWS_METADATA_SERVICE_NUM_ATTEMPTS": "3",
    }


def program_environment(sandbox: Mapping[str, str], variables: Mapping[str, str], *, home: str) -> dict[str, str]:
    """The complete environment of a program: a few inherited names, the sandbox's settings, the lab's variables.

    HOME is a private folder, so that nothing that looks for `~/.aws` finds the learner's.
    """
    sandbox_variables = {name: value for name, value in sandbox.items() if _PROGRAM_KEEPS.fullmatch(name)}
    return sandbox_variables | {"HOME": home, "PYTHONDONTWRITEBYTECODE": "1"} | dict(variables)


def host_environment(parent_environment: Mapping[str, str]) -> dict[str, str]:
    """What the sandbox's own processes start with: no AWS setting, and no proxy, reaches moto or boto3 there."""
    variables = {
        name: value
        for name, value in parent_environment.items()
        if not (_AWS.fullmatch(name) or _PROXY.fullmatch(name))
    }
    return variables | {
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        # without it macOS is asked for its proxies, which crashes in a fork
        "NO_PROXY": _LOOPBACK,
        "no_proxy": _LOOPBACK,
    }


def _with_loopback(names: str) -> str:
    return f"{names},{_LOOPBACK}" if names else _LOOPBACK
