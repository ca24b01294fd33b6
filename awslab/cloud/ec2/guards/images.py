"""What EC2 refuses of machine images and key pairs.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"


@guard("ec2", "CreateKeyPair", "ImportKeyPair", phase=Phase.STATE, source=_ERRORS)
def key_pair_name_is_free(request: AwsRequest, state: State) -> Refusal | None:
    """A region has one key pair of a name."""
    name = request.parameters.get("KeyName", "")
    if state.ec2(request.region).key_pair(name) is None:
        return None
    return Refusal("InvalidKeyPair.Duplicate", f"The keypair already exists: {name}", 400)


@guard("ec2", "CreateImage", phase=Phase.STATE, source=_ERRORS)
def image_name_is_valid_and_free(request: AwsRequest, state: State) -> Refusal | None:
    """A name has 3 to 128 characters of a set and is new in the account. The words are the page's, and ours."""
    name = request.parameters.get("Name", "")
    if not 3 <= len(name) <= 128 or not all(letter.isalnum() or letter in " -_./()'@[]" for letter in name):
        sentence = (
            "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', "
            "'-', '/' and '_'"
        )
        return Refusal("InvalidAMIName.Malformed", sentence, 400)
    taken_by = state.ec2(request.region).own_image_named(name, state.account_id)
    if taken_by is None:
        return None
    sentence = f"AMI name {name} is already in use by AMI {taken_by.id}"
    return Refusal("InvalidAMIName.Duplicate", sentence, 400)


@guard("ec2", "DeregisterImage", "ModifyImageAttribute", phase=Phase.IDENTIFIER, source=_ERRORS)
def image_belongs_to_the_account(request: AwsRequest, state: State) -> Refusal | None:
    """Images of other owners, as Amazon's, can be launched and not changed."""
    image = state.ec2(request.region).image(request.parameters.get("ImageId", ""))
    if image is None or image.owner_id == state.account_id:
        return None
    return Refusal("AuthFailure", f"Not authorized for image:{image.id}", 400)
