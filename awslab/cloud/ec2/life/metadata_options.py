"""The metadata options that a new instance has (pure).

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html#instance-metadata-options-order-of-precedence
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Options: TypeAlias = Mapping[str, object]
"""Metadata options by the members of EC2's API: `HttpTokens`, `HttpPutResponseHopLimit`, ..."""

NO_PREFERENCE = ("no-preference", -1)
"""Values that take an account's default away."""
ENFORCED = (
    "You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account. Either launch the "
    "instance with httpTokens=required or contact your account owner to disable httpTokensEnforced using the "
    "ModifyInstanceMetadataDefaults API or the account settings in the EC2 console."
)
"""https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html"""
_IMAGE_OPTIONS = {"HttpTokens": "required", "HttpPutResponseHopLimit": 2}
"""Of an image with the setting `ImdsSupport: v2.0`."""
_DEFAULTS = ("HttpTokens", "HttpPutResponseHopLimit", "HttpEndpoint", "InstanceMetadataTags", "HttpTokensEnforced")


def launch_options(launch: Options, template: Options, account: Options, *, is_image_v2: bool) -> dict[str, object]:
    """Return each option from the launch, else from its template, the account's defaults or the image.

    An option that none of them says is left out.
    """
    return {**(_IMAGE_OPTIONS if is_image_v2 else {}), **account, **template, **launch}


def are_enforced(options: Options, account: Options) -> bool:
    """Return whether the account forbids an instance with these options:
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html#enforce-imdsv2-at-the-account-level
    """
    return account.get("HttpTokensEnforced") == "enabled" and options.get("HttpTokens") != "required"


def changed_defaults(account: Options, changes: Options) -> dict[str, object]:
    """Return an account's defaults after a change; `no-preference` and -1 take one away.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html
    """
    defaults = {**account, **{name: changes[name] for name in _DEFAULTS if changes.get(name) is not None}}
    return {name: value for name, value in defaults.items() if value not in NO_PREFERENCE}
