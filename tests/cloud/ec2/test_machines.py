"""EC2 instances.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.cloud.compute import IMAGE, QUICK, eventually
from tests.conftest import Client, RunProgram


@pytest.fixture
def ec2(client: Client) -> Any:
    return client("ec2")


def launch(ec2: Any, **more: Any) -> dict[str, Any]:
    made = ec2.run_instances(ImageId=IMAGE, InstanceType="t3.micro", MinCount=1, MaxCount=1, **more)
    instance: dict[str, Any] = made["Instances"][0]
    return instance


def described(ec2: Any, instance: dict[str, Any]) -> dict[str, Any]:
    found = ec2.describe_instances(InstanceIds=[instance["InstanceId"]])
    shown: dict[str, Any] = found["Reservations"][0]["Instances"][0]
    return shown


def state(ec2: Any, instance: dict[str, Any]) -> str:
    return str(described(ec2, instance)["State"]["Name"])


def after(ec2: Any, waiter: str, instance: dict[str, Any]) -> dict[str, Any]:
    ec2.get_waiter(waiter).wait(InstanceIds=[instance["InstanceId"]], WaiterConfig=QUICK)
    return described(ec2, instance)


def change(changed: dict[str, Any]) -> tuple[str, str]:
    return changed["PreviousState"]["Name"], changed["CurrentState"]["Name"]


def test_an_instance_passes_its_states_by_the_clock(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html"""
    instance = launch(ec2)
    assert instance["State"] == {"Code": 0, "Name": "pending"}
    assert {state(ec2, instance) for _ in range(5)} == {"pending"}
    ids = [instance["InstanceId"]]
    assert after(ec2, "instance_running", instance)["State"] == {"Code": 16, "Name": "running"}
    assert change(ec2.stop_instances(InstanceIds=ids)["StoppingInstances"][0]) == ("running", "stopping")
    assert state(ec2, instance) == "stopping"
    assert after(ec2, "instance_stopped", instance)["StateReason"]["Code"] == "Client.UserInitiatedShutdown"
    assert change(ec2.start_instances(InstanceIds=ids)["StartingInstances"][0]) == ("stopped", "pending")
    after(ec2, "instance_running", instance)
    assert change(ec2.terminate_instances(InstanceIds=ids)["TerminatingInstances"][0]) == ("running", "shutting-down")
    after(ec2, "instance_terminated", instance)
    assert change(ec2.terminate_instances(InstanceIds=ids)["TerminatingInstances"][0]) == ("terminated", "terminated")


def test_what_a_state_does_not_allow_is_refused(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (IncorrectInstanceState)"""
    instance = launch(ec2)
    ids = [instance["InstanceId"]]
    after(ec2, "instance_running", instance)
    assert change(ec2.start_instances(InstanceIds=ids)["StartingInstances"][0]) == ("running", "running")
    ec2.stop_instances(InstanceIds=ids)
    with pytest.raises(ClientError, match=r"IncorrectInstanceState.*from which it can be started"):
        ec2.start_instances(InstanceIds=ids)
    ec2.terminate_instances(InstanceIds=ids)
    with pytest.raises(ClientError, match=r"IncorrectInstanceState.*from which it can be stopped"):
        ec2.stop_instances(InstanceIds=ids)


def test_instances_live_in_the_default_subnet_of_their_zone(ec2: Any) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html"""
    instance = described(ec2, launch(ec2, Placement={"AvailabilityZone": "us-east-1b"}))
    subnet = ec2.describe_subnets(SubnetIds=[instance["SubnetId"]])["Subnets"][0]
    assert (subnet["AvailabilityZone"], subnet["DefaultForAz"]) == ("us-east-1b", True)
    assert ipaddress.ip_address(instance["PrivateIpAddress"]) in ipaddress.ip_network(subnet["CidrBlock"])
    assert instance["PublicIpAddress"]


def test_interfaces_get_addresses_of_their_subnet(ec2: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"""
    made = [ec2.create_network_interface(SubnetId=subnets[0])["NetworkInterface"] for _ in range(3)]
    addresses = {ipaddress.ip_address(each["PrivateIpAddress"]) for each in made}
    assert len(addresses) == 3
    assert all(address in ipaddress.ip_network("10.0.1.0/24") for address in addresses)
    assert not addresses & set(list(ipaddress.ip_network("10.0.1.0/24"))[:4])


def test_the_public_address_is_lost_with_a_stop(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"""
    instance = launch(ec2)
    before = after(ec2, "instance_running", instance)
    ec2.stop_instances(InstanceIds=[instance["InstanceId"]])
    stopped = after(ec2, "instance_stopped", instance)
    assert "PublicIpAddress" not in stopped
    assert stopped["PrivateIpAddress"] == before["PrivateIpAddress"]
    ec2.start_instances(InstanceIds=[instance["InstanceId"]])
    again = after(ec2, "instance_running", instance)
    assert again["PublicIpAddress"] != before["PublicIpAddress"]


def test_an_elastic_ip_address_stays(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html"""
    instance = launch(ec2)
    ids = [instance["InstanceId"]]
    after(ec2, "instance_running", instance)
    address = ec2.allocate_address(Domain="vpc")
    ec2.associate_address(AllocationId=address["AllocationId"], InstanceId=ids[0])
    ec2.stop_instances(InstanceIds=ids)
    assert after(ec2, "instance_stopped", instance)["PublicIpAddress"] == address["PublicIp"]
    ec2.start_instances(InstanceIds=ids)
    assert after(ec2, "instance_running", instance)["PublicIpAddress"] == address["PublicIp"]
    ec2.terminate_instances(InstanceIds=ids)
    assert "AssociationId" not in ec2.describe_addresses(AllocationIds=[address["AllocationId"]])["Addresses"][0]


def test_a_disassociated_instance_gets_a_public_address_again(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"""
    instance = launch(ec2)
    after(ec2, "instance_running", instance)
    address = ec2.allocate_address(Domain="vpc")
    association = ec2.associate_address(AllocationId=address["AllocationId"], InstanceId=instance["InstanceId"])
    ec2.disassociate_address(AssociationId=association["AssociationId"])
    assert described(ec2, instance)["PublicIpAddress"] != address["PublicIp"]


def test_a_terminated_instance_leaves_its_subnet_empty(ec2: Any, subnets: list[str]) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html"""
    instance = launch(ec2, SubnetId=subnets[0])
    ec2.terminate_instances(InstanceIds=[instance["InstanceId"]])
    nics = ec2.describe_network_interfaces(Filters=[{"Name": "subnet-id", "Values": subnets}])
    assert nics["NetworkInterfaces"] == []


def test_status_checks_begin_with_initializing(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html"""
    instance = launch(ec2)
    ids = [instance["InstanceId"]]
    assert ec2.describe_instance_status(InstanceIds=ids)["InstanceStatuses"] == []
    shown = eventually(lambda: ec2.describe_instance_status(InstanceIds=ids)["InstanceStatuses"])[0]
    assert (shown["InstanceStatus"]["Status"], shown["SystemStatus"]["Status"]) == ("initializing", "initializing")
    ec2.get_waiter("instance_status_ok").wait(InstanceIds=ids, WaiterConfig=QUICK)
    shown = ec2.describe_instance_status(InstanceIds=ids)["InstanceStatuses"][0]
    assert shown["InstanceStatus"] == {"Status": "ok", "Details": [{"Name": "reachability", "Status": "passed"}]}


def test_the_console_shows_the_user_data_once_it_ran(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html"""
    instance = launch(ec2, UserData="#!/bin/bash\necho ready to serve\n")
    assert ec2.get_console_output(InstanceId=instance["InstanceId"]).get("Output", "") == ""
    after(ec2, "instance_running", instance)
    assert "cloud-init[2021]: ready to serve\r\n" in ec2.get_console_output(InstanceId=instance["InstanceId"])["Output"]


def test_waiters_of_a_program_do_not_wait_long(run_program: RunProgram) -> None:
    result = run_program(
        f"""
import time
import boto3

ec2 = boto3.client("ec2")
made = ec2.run_instances(ImageId="{IMAGE}", InstanceType="t3.micro", MinCount=1, MaxCount=1)
begun = time.monotonic()
ec2.get_waiter("instance_running").wait(InstanceIds=[made["Instances"][0]["InstanceId"]])
print(time.monotonic() - begun < 3)
"""
    )
    assert (result.exit, result.output) == (0, "True\n")
