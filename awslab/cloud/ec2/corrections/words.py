"""Amazon EC2: the words of errors that moto words differently, or prints with a Python set in them.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. The words are those of public reports.
"""

from __future__ import annotations

from collections.abc import Iterable

from moto.ec2 import exceptions
from moto.ec2.exceptions import EC2ClientError

from awslab.cloud.gateway.corrections import Original, correct

_WORDS = {
    "InvalidVPCIdError": ("InvalidVpcID.NotFound", "The vpc ID '{}' does not exist"),
    "InvalidSecurityGroupNotFoundError": ("InvalidGroup.NotFound", "The security group '{}' does not exist"),
    "InvalidVolumeIdError": ("InvalidVolume.NotFound", "The volume '{}' does not exist."),
    "InvalidAllocationIdError": ("InvalidAllocationID.NotFound", "The allocation ID '{}' does not exist"),
    "InvalidAddressError": ("InvalidAddress.NotFound", "Address '{}' not found."),
    "InvalidAssociationIdError": ("InvalidAssociationID.NotFound", "The association ID '{}' does not exist"),
    "InvalidInternetGatewayIdError": (
        "InvalidInternetGatewayID.NotFound",
        "The internetGateway ID '{}' does not exist",
    ),
    "InvalidVPCPeeringConnectionIdError": (
        "InvalidVpcPeeringConnectionID.NotFound",
        "The vpcPeeringConnection ID '{}' does not exist",
    ),
}
"""moto's exception → AWS's code, and its words with a place for the id."""


def _put_words(owner: type, code: str, words: str) -> None:
    @correct(owner, "__init__")
    def sentence_with_one_id(_: Original, error: EC2ClientError, name: str | Iterable[str] | None) -> None:
        first_id = name if isinstance(name, str) else next(iter(name or ()), "")
        EC2ClientError.__init__(error, code, words.format(first_id))


for _name, (_code, _text) in _WORDS.items():
    _put_words(getattr(exceptions, _name), _code, _text)
