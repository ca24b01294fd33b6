"""What machine images and key pairs refuse.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"


@guard("ec2", "CreateKeyPair", "ImportKeyPair", source=_ERRORS)
def key_pair_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """One of a name in a region."""
    name = request.parameters.get("KeyName", "")
    if state.ec2(request.region).key_pair(name) is None:
        return None
    return Refusal("InvalidKeyPair.Duplicate", f"The keypair already exists: {name}", 400)


@guard("ec2", "CreateImage", source=_ERRORS)
def image_name_is_possible(request: AwsRequest, state: State) -> Refusal | None:
    """From 3 to 128 characters of some, and nobody else's in the account. The words are the page's, and ours."""
    name = request.parameters.get("Name", "")
    if not 3 <= len(name) <= 128 or not all(each.isalnum() or each in " -_./()'@[]" for each in name):
        sentence = (
            "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', "
            "'-', '/' and '_'"
        )
        return Refusal("InvalidAMIName.Malformed", sentence, 400)
    found = state.ec2(request.region).own_image_named(name, state.account_id)
    if found is None:
        return None
    sentence = f"AMI name {name} is already in use by AMI {found.id}"
    return Refusal("InvalidAMIName.Duplicate", sentence, 400)


@guard("ec2", "DeregisterImage", "ModifyImageAttribute", source=_ERRORS)
def image_is_ones_own(request: AwsRequest, state: State) -> Refusal | None:
    """Amazon's images can be launched, and not changed."""
    image = state.ec2(request.region).image(request.parameters.get("ImageId", ""))
    if image is None or image.owner_id == state.account_id:
        return None
    return Refusal("AuthFailure", f"Not authorized for image:{image.id}", 400)
