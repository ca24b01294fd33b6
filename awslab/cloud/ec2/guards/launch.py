"""What EC2 refuses of a launch: image, type, key pair, count, user data, instance profile.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of many public reports, except where a rule says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from awslab.cloud.ec2.state import Parameters
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_USER_DATA = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html"

DEFAULT_TYPE = "m1.small"
USER_DATA_LIMIT = 16_384
"""Bytes, before they are encoded in base64."""


def launch_parameters(request: AwsRequest, state: State) -> Parameters:
    """Return the parameters of a launch: those of its launch template where the request has none of its own."""
    template = request.parameters.get("LaunchTemplate")
    if not template:
        return request.parameters
    return {**state.ec2(request.region).launch_template_data(template), **request.parameters}


@guard("ec2", "RunInstances", phase=Phase.SHAPE, source=_API + "API_RunInstances.html")
def instance_count_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """The minimum is at least one and not greater than the maximum. The words for the second are ours."""
    minimum, maximum = request.parameters.get("MinCount", 1), request.parameters.get("MaxCount", 1)
    if maximum < 1 or minimum < 1:
        limit = "Maximum" if maximum < 1 else "Minimum"
        return _value(f"{limit} instance count must be greater than zero")
    if minimum > maximum:
        return _value(f"The minimum instance count ({minimum}) must not be greater than the maximum ({maximum})")
    return None


@guard("ec2", "RunInstances", phase=Phase.IDENTIFIER, source=_ERRORS)
def image_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The machine image must exist in the region; `resolve:ssm:` names a parameter that holds its id."""
    launch = launch_parameters(request, state)
    image = str(launch.get("ImageId") or "")
    if launch == request.parameters and "LaunchTemplate" in launch:
        return None  # moto refuses a launch template that does not exist
    if not image:
        return Refusal("MissingParameter", "The request must contain the parameter ImageId", 400)
    if image.startswith("resolve:ssm:"):
        return None
    if not image.startswith("ami-"):
        return Refusal("InvalidAMIID.Malformed", f'Invalid id: "{image}" (expecting "ami-...")', 400)
    ec2 = state.ec2(request.region)
    if ec2.was_deregistered(image):
        return Refusal("InvalidAMIID.Unavailable", f"The image id '[{image}]' is no longer available", 400)
    if ec2.image(image) is None:
        return Refusal("InvalidAMIID.NotFound", f"The image id '[{image}]' does not exist", 400)
    return None


@guard("ec2", "RunInstances", phase=Phase.IDENTIFIER, source=_API + "API_RunInstances.html")
def instance_type_exists_and_fits_the_image(request: AwsRequest, state: State) -> Refusal | None:
    """The instance type must exist, and run images of this architecture."""
    launch = launch_parameters(request, state)
    name = str(launch.get("InstanceType") or DEFAULT_TYPE)
    ec2 = state.ec2(request.region)
    description = ec2.instance_type(name)
    if description is None:
        return _value(f"Invalid value '{name}' for InstanceType.")
    image = ec2.image(str(launch.get("ImageId")))
    supported = description["ProcessorInfo"]["SupportedArchitectures"]
    if image is None or image.architecture in supported:
        return None
    return _value(
        f"The architecture '{','.join(supported)}' of the specified instance type does not match the architecture "
        f"'{image.architecture}' of the specified AMI. Specify an instance type and an AMI that have matching "
        "architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the "
        "architecture of the instance type or AMI."
    )


@guard("ec2", "CreateLaunchTemplate", phase=Phase.SHAPE, source=_ERRORS)
def launch_template_name_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A name has 3 to 128 characters of a set. The words are the page's."""
    name = request.parameters.get("LaunchTemplateName", "")
    if re.fullmatch(r"[A-Za-z0-9().\-/_]{3,128}", name):
        return None
    sentence = (
        "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the "
        "following characters: '-', '_', '.', '/', '(', and ')'."
    )
    return Refusal("InvalidLaunchTemplateName.MalformedException", sentence, 400)


@guard("ec2", "RunInstances", phase=Phase.IDENTIFIER, source=_ERRORS)
def key_pair_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The key pair must exist. The words were recorded from the real service (aws-errors.tsv)."""
    name = launch_parameters(request, state).get("KeyName")
    if not name or state.ec2(request.region).key_pair(name):
        return None
    return Refusal("InvalidKeyPair.NotFound", f"The key pair '{name}' does not exist", 400)


@guard("ec2", "RunInstances", "ModifyInstanceAttribute", phase=Phase.IDENTIFIER, source=_USER_DATA)
def user_data_is_within_the_limit(request: AwsRequest, state: State) -> Refusal | None:
    """User data has at most 16 KB before it is encoded."""
    parameter = request.parameters.get("UserData") or ""
    data = parameter.get("Value") or b"" if isinstance(parameter, Mapping) else parameter
    if _decoded_length(data) <= USER_DATA_LIMIT:
        return None
    return _value(f"User data is limited to {USER_DATA_LIMIT} bytes")


def _decoded_length(data: str | bytes) -> int:
    """Return the length of user data in bytes; text is in base64, bytes have been decoded already."""
    if isinstance(data, bytes):
        return len(data)
    text = "".join(data.split())
    return len(text) * 3 // 4 - text[-2:].count("=")


@guard(
    "ec2",
    "RunInstances",
    "AssociateIamInstanceProfile",
    "ReplaceIamInstanceProfileAssociation",
    phase=Phase.IDENTIFIER,
    source=_ERRORS,
)
def instance_profile_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The instance profile must exist; a role of that name is not enough."""
    profile = launch_parameters(request, state).get("IamInstanceProfile") or {}
    name, arn = profile.get("Name", ""), profile.get("Arn", "")
    if (not name and not arn) or state.has_instance_profile(name=name, arn=arn):
        return None
    if name:
        return _value(
            f"Value ({name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name"
        )
    return _value(f"Value ({arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN")


def _value(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, 400)
