"""Amazon EC2: what an instance has written to its console."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.core.types import Base64EncodedString
from moto.ec2.models.instances import Instance
from moto.ec2.responses.general import General

from awslab.cloud.ec2.life.console import console
from awslab.cloud.ec2.life.power import utc
from awslab.cloud.ec2.moto_ec2 import power
from awslab.cloud.elbv2.edge.user_data import said
from awslab.cloud.gateway.corrections import Original, correct


@correct(General, "get_console_output")
def console_output_of_the_boot(_: Original, response: General) -> ActionResult:
    """There is no console output before the instance has booted.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html
    """
    instance: Instance = response.ec2_backend.get_instance(response._get_param("InstanceId"))
    boot_time = utc(power(instance).settles)
    result: dict[str, object] = {"InstanceId": instance.id, "Timestamp": boot_time}
    if instance.state == "running":
        facts = {
            "instance-id": instance.id,
            "local-ipv4": instance.private_ip or "",
            "local-hostname": instance.private_dns_name,
            "public-ipv4": instance.public_ip or "",
            "placement/availability-zone": instance.availability_zone or "",
        }
        text = console(instance.private_dns_name, boot_time, said(_script(instance), facts))
        result["Output"] = Base64EncodedString.from_raw_string(text)
    return ActionResult(result)


def _script(instance: Instance) -> str:
    """Return the user data of an instance; empty when that is no text."""
    try:
        return str(instance.user_data.decode()) if instance.user_data else ""
    except UnicodeDecodeError:
        return ""
