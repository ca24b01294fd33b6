"""One sweep over moto's EC2 of a region, made into plain values. Dictionaries are copied: other threads change them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from moto.backends import get_backend

from awslab.cloud.network.moto_ends import balancers, functions, task_states
from awslab.cloud.network.values import (
    Acl,
    AclRule,
    GatewayEndpoint,
    Group,
    GroupRule,
    Interface,
    NatGateway,
    Network,
    Peering,
    PrefixList,
    Route,
    RouteTable,
    Subnet,
    Vpc,
)

_PROTOCOLS = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "all": "-1", "none": "-1", "": "-1"}


def gather(account_id: str, region: str) -> Network:
    """The network of an account's region as it is now."""
    ec2: Any = get_backend("ec2")[account_id][region]
    groups = {id_: _group(each) for of_vpc in list(ec2.groups.values()) for id_, each in list(of_vpc.items())}
    defaults = {group.vpc: group.id for group in groups.values() if group.name == "default"}
    states = task_states(account_id, region)
    return Network(
        region=region,
        vpcs={id_: Vpc(id_, _blocks_of_vpc(each)) for id_, each in list(ec2.vpcs.items())},
        subnets=_subnets(ec2),
        tables={id_: RouteTable(id_, tuple(map(_route, each.routes))) for id_, each in list(ec2.route_tables.items())},
        acls={id_: _acl(each) for id_, each in list(ec2.network_acls.items())},
        groups=groups,
        interfaces=_interfaces(ec2, states),
        internet_gateways={id_: each.vpc.id if each.vpc else "" for id_, each in list(ec2.internet_gateways.items())},
        egress_only_gateways={id_: each.vpc_id for id_, each in list(ec2.egress_only_internet_gateways.items())},
        nat_gateways={id_: _nat_gateway(each) for id_, each in list(ec2.nat_gateways.items())},
        peerings={
            id_: Peering(id_, each.vpc.id, each.peer_vpc.id, each._status.code)
            for id_, each in list(ec2.vpc_pcxs.items())
        },
        endpoints={
            id_: GatewayEndpoint(id_, each.vpc_id, each.service_name, each.state)
            for id_, each in list(ec2.vpc_end_points.items())
            if (each.vpc_endpoint_type or "Gateway").lower() == "gateway"
        },
        prefix_lists={id_: _prefix_list(each) for id_, each in list(ec2.managed_prefix_lists.items())},
        instances={
            each.id: each.state for reservation in list(ec2.reservations.values()) for each in reservation.instances
        },
        tasks={id_: interface for id_, (interface, _) in states.items()},
        balancers=balancers(account_id, region, defaults),
        functions=functions(account_id, region),
    )


def _blocks_of_vpc(vpc: Any) -> tuple[str, ...]:
    both = (*vpc.get_cidr_block_association_set(ipv6=False), *vpc.get_cidr_block_association_set(ipv6=True))
    return tuple(each["cidr_block"] for each in both if each["cidr_block_state"]["state"] != "disassociated")


def _subnets(ec2: Any) -> dict[str, Subnet]:
    """The table and the network ACL of each: its own, or else the VPC's main one and default one.

    https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html
    """
    tables = {subnet: each.id for each in list(ec2.route_tables.values()) for subnet in each._associations.values()}
    main = {each.vpc_id: each.id for each in list(ec2.route_tables.values()) if each.main_association_id}
    acls = {one.subnet_id: each.id for each in list(ec2.network_acls.values()) for one in each._associations.values()}
    default = {each.vpc_id: each.id for each in list(ec2.network_acls.values()) if each.default}
    return {
        each.id: Subnet(
            each.id,
            each.vpc_id,
            _blocks_of_subnet(each),
            tables.get(each.id) or main[each.vpc_id],
            acls.get(each.id) or default[each.vpc_id],
        )
        for of_zone in list(ec2.subnets.values())
        for each in list(of_zone.values())
    }


def _blocks_of_subnet(subnet: Any) -> tuple[str, ...]:
    six = [
        each
        for each in subnet.ipv6_cidr_block_associations.values()
        if each["ipv6CidrBlockState"]["State"] == "associated"
    ]
    return tuple(filter(None, (subnet.cidr_block, *(each["ipv6CidrBlock"] for each in six))))


def _route(found: Any) -> Route:
    listed = found.destination_prefix_list
    destination = found.destination_cidr_block or found.destination_ipv6_cidr_block or (listed.id if listed else "")
    target = (
        found.gateway_id
        or found.nat_gateway_id
        or found.vpc_peering_connection_id
        or found.egress_only_internet_gateway_id
        or found.transit_gateway_id
        or found.network_interface_id
        or found.instance_id
        or found.carrier_gateway_id
        or ""
    )
    return Route(destination, target)


def _acl(found: Any) -> Acl:
    entries = sorted(found.network_acl_entries, key=lambda each: int(each.rule_number))
    return Acl(
        found.id,
        tuple(_entry(each) for each in entries if not _is_true(each.egress)),
        tuple(_entry(each) for each in entries if _is_true(each.egress)),
    )


def _entry(found: Any) -> AclRule:
    protocol = _protocol(found.protocol)
    pair = (
        (found.icmp_type, found.icmp_code)
        if protocol.startswith("icmp")
        else (
            found.port_range_from,
            found.port_range_to,
        )
    )
    first, last = (-1 if each is None else int(each) for each in pair)
    allows = found.rule_action == "allow"
    return AclRule(int(found.rule_number), allows, protocol, found.cidr_block or found.ipv6_cidr_block, first, last)


def _is_true(value: Any) -> bool:
    return str(value).lower() == "true"


def _protocol(written: Any) -> str:
    lower = str(written).lower()
    return _PROTOCOLS.get(lower, lower)


def _group(found: Any) -> Group:
    return Group(
        found.id, found.name, found.vpc_id or "", tuple(_rules(found.ingress_rules)), tuple(_rules(found.egress_rules))
    )


def _rules(listed: Iterable[Any]) -> Iterator[GroupRule]:
    for each in list(listed):
        yield GroupRule(
            each.id,
            _protocol(each.ip_protocol),
            -1 if each.from_port is None else int(each.from_port),
            -1 if each.to_port is None else int(each.to_port),
            each.cidr_ipv4 or each.cidr_ipv6 or "",
            each.source_group.get("GroupId", ""),
            each.prefix_list_id or "",
        )


def _interfaces(ec2: Any, states: Mapping[str, tuple[str, str]]) -> dict[str, Interface]:
    nats = {each._eni.id for each in list(ec2.nat_gateways.values())}
    of_tasks = {interface: (task, state) for task, (interface, state) in states.items() if interface}
    listed = sorted(ec2.enis.copy().values(), key=lambda each: int(each.device_index or 0))
    return {each.id: _interface(each, of_tasks.get(each.id), is_nat=each.id in nats) for each in listed}


def _interface(found: Any, task: tuple[str, str] | None, *, is_nat: bool) -> Interface:
    owner, kind, state = "", "interface", "running"
    if found.instance is not None:
        owner, kind, state = found.instance.id, "instance", found.instance.state
    elif task is not None:
        owner, kind, state = task[0], "task", task[1]
    return Interface(
        id=found.id,
        subnet=found.subnet.id,
        addresses=tuple(_addresses(found)),
        groups=None if is_nat else tuple(group.id for group in found.group_set),
        public=found.public_ip or "",
        owner=owner,
        kind="nat" if is_nat else kind,
        state=state,
    )


def _addresses(found: Any) -> Iterator[str]:
    listed = [each["PrivateIpAddress"] for each in found.private_ip_addresses]
    yield from dict.fromkeys((found.private_ip_address, *listed))
    for each in found.ipv6_addresses:
        yield each["Ipv6Address"] if isinstance(each, dict) else str(each)


def _nat_gateway(found: Any) -> NatGateway:
    return NatGateway(
        found.id, found.subnet_id, found._eni.private_ip_address, found._eni.public_ip or "", str(found.state)
    )


def _prefix_list(found: Any) -> PrefixList:
    # AWS's own lists have no version
    entries = found.entries.get(found.version) or next(reversed(found.entries.values()), ())
    return PrefixList(found.id, found.prefix_list_name or "", tuple(each["Cidr"] for each in entries))
