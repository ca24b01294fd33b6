"""What SNS refuses about text messages. The texts were recorded from the real service (sns/test_sns.snapshot.json)."""

from __future__ import annotations

import re

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.sns.refusals import invalid

_API = "https://docs.aws.amazon.com/sns/latest/api/"
_NAMES = (
    *("MonthlySpendLimit", "DeliveryStatusIAMRole", "DeliveryStatusSuccessSamplingRate", "DefaultSenderID"),
    *("DefaultSMSType", "UsageReportS3Bucket"),
)
_SENDER = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}")
_NUMBER = re.compile(r"\+?\d{4,20}")


@guard("sns", "SetSMSAttributes", phase=Phase.SHAPE, source=_API + "API_SetSMSAttributes.html")
def sms_attributes_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A sender's id has 11 characters at most and a letter; AWS calls it by another name than the attribute's."""
    attributes = {str(name): str(value) for name, value in (request.parameters.get("attributes") or {}).items()}
    unknown = next((name for name in attributes if name not in _NAMES), None)
    if unknown is not None:
        return Refusal("InvalidParameter", f"{unknown} is not a valid attribute", 400)
    if "DefaultSenderID" in attributes and not _SENDER.fullmatch(attributes["DefaultSenderID"]):
        return Refusal("InvalidParameter", "DefaultSendID is not a valid attribute", 400)
    if attributes.get("DefaultSMSType", "Promotional") not in ("Promotional", "Transactional"):
        return Refusal("InvalidParameter", "DefaultSMSType is invalid", 400)
    return None


@guard("sns", "OptInPhoneNumber", phase=Phase.SHAPE, source=_API + "API_OptInPhoneNumber.html")
def phone_number_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A phone number is 4 to 20 digits, with or without a plus sign before them."""
    if _NUMBER.fullmatch(str(request.parameters.get("phoneNumber", ""))):
        return None
    return invalid("PhoneNumber Reason: input incorrectly formatted")
