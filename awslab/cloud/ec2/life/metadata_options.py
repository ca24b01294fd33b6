"""Which metadata options a new instance has (pure).

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html#instance-metadata-options-order-of-precedence
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NO_PREFERENCE = ("no-preference", -1)
ENFORCED = (
    "You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account. Either launch the "
    "instance with httpTokens=required or contact your account owner to disable httpTokensEnforced using the "
    "ModifyInstanceMetadataDefaults API or the account settings in the EC2 console."
)
"""https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html"""
_OF_THE_IMAGE = {"HttpTokens": "required", "HttpPutResponseHopLimit": 2}
"""Of an image with the setting `ImdsSupport: v2.0`."""


def chosen(
    launch: Mapping[str, Any], template: Mapping[str, Any], account: Mapping[str, Any], is_image_v2: bool
) -> dict[str, Any]:
    """Each option from the launch, else its template, else the account's defaults, else the image.

    What none of them says is left out.
    """
    return {**(_OF_THE_IMAGE if is_image_v2 else {}), **account, **template, **launch}


def are_enforced(options: Mapping[str, Any], account: Mapping[str, Any]) -> bool:
    """Whether the account forbids an instance with these options:
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html#enforce-imdsv2-at-the-account-level
    """
    return account.get("HttpTokensEnforced") == "enabled" and options.get("HttpTokens") != "required"


def changed(account: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    """An account's defaults after a change; `no-preference` and -1 take one away.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html
    """
    names = ("HttpTokens", "HttpPutResponseHopLimit", "HttpEndpoint", "InstanceMetadataTags", "HttpTokensEnforced")
    wanted = {**account, **{name: asked[name] for name in names if asked.get(name) is not None}}
    return {name: value for name, value in wanted.items() if value not in NO_PREFERENCE}
