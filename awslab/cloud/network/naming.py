"""From the name of an end to the places that it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from awslab.cloud.network.addresses import ANYWHERE, Block, address, anywhere, block, corners, covers
from awslab.cloud.network.ends import End, EndError, Place, is_address
from awslab.cloud.network.values import Balancer, Function, Interface, Network

ANY_CLIENT = (32768, 65535)
"""What current systems use: Linux up to 61000, Windows from 49152 on."""
AMAZON_LINUX = (32768, 61000)
AWS_ITSELF = (1024, 65535)
"""Load balancers and functions. All three:
https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports"""
_SERVICES = {"s3": "Amazon S3", "dynamodb": "Amazon DynamoDB"}


class Names:
    """Finds what is meant in one network."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._cuts: tuple[str, ...] | None = None

    def end(self, name: str, near: tuple[str, ...], *, is_far: bool) -> End:
        """What a name stands for; an address is looked for in the VPCs `near`. Raises EndError for an unknown name.

        `is_far` for the end that is connected to: of a block that is every interface in it, and not every host.
        """
        network = self._network
        if name.lower() == "internet":
            return End("the internet", ((self._internet(),),), ANY_CLIENT)
        if name.lower() in _SERVICES:
            return self._service(name.lower())
        if is_address(name):
            return self._addresses(block(name), name, near, is_far=is_far)
        if name.startswith("i-"):
            return self._instance(name, is_far=is_far)
        if name in network.interfaces:
            found = network.interfaces[name]
            return End(found.name, ((Place(found.name, found),),), AMAZON_LINUX)
        return self._by_name(name)

    def _by_name(self, name: str) -> End:
        network = self._network
        for balancer in network.balancers.values():
            if name.lower() in (balancer.name.lower(), balancer.arn.lower(), balancer.dns_name.lower()):
                return self._balancer(balancer)
        for function in network.functions.values():
            if name in (function.name, function.arn):
                return self._function(function)
        task = name.rpartition("/")[2]
        if task in network.tasks:
            found = network.interfaces.get(network.tasks[task])
            if found is None:
                raise EndError(f"The task {task} has no network interface of its own.")
            return End(found.name, ((Place(found.name, found),),), AMAZON_LINUX)
        raise EndError(
            f"Nothing in {network.region} is called “{name}”: name the internet, an address or block, an instance, "
            "a network interface, a task, a load balancer, a function, s3 or dynamodb."
        )

    def _internet(self) -> Place:
        addresses = (anywhere(self.cuts(), 4), anywhere(self.cuts(), 6))
        return Place("any address on the internet", None, addresses, cidr=ANYWHERE[4])

    def _service(self, name: str) -> End:
        network = self._network
        wanted = f"com.amazonaws.{network.region}.{name}"
        cidrs = next((each.cidrs for each in network.prefix_lists.values() if each.name == wanted), ())
        pieces = ((each, one) for each in cidrs for one in corners(block(each), self.cuts()))
        cases = tuple((Place(_SERVICES[name], None, (one,), cidr=each),) for each, one in pieces)
        if not cases:
            raise EndError(f"There is no prefix list {wanted} here.")
        return End(_SERVICES[name], cases, ANY_CLIENT)

    def _instance(self, id_: str, *, is_far: bool) -> End:
        network = self._network
        if id_ not in network.instances:
            raise EndError(f"There is no instance {id_} in {network.region}.")
        own = [each for each in network.interfaces.values() if each.owner == id_ and each.kind == "instance"]
        if not own:
            state = network.instances[id_]
            return End(id_, (), AMAZON_LINUX, f"{id_} is {state}: it has no network interface.")
        # it opens connections from its primary interface, and is reached at any
        return End(id_, (tuple(Place(id_, each) for each in (own if is_far else own[:1])),), AMAZON_LINUX)

    def _balancer(self, found: Balancer) -> End:
        public = str(anywhere(self.cuts(), 4)) if found.faces_internet else ""
        node = Interface(
            id=found.name,
            subnet="",
            addresses=(),
            groups=found.groups,
            public=public,
            owner=found.name,
            kind="balancer",
            state=found.state,
            listens=found.ports,
        )
        return End(found.name, tuple(self._nodes(found.name, found.subnets, node)), AWS_ITSELF)

    def _function(self, found: Function) -> End:
        if not found.subnets:
            raise EndError(f"The function {found.name} is in no VPC: none of your networks leads to it or from it.")
        node = Interface(found.name, "", (), found.groups, owner=found.name, kind="function", listens=())
        return End(found.name, tuple(self._nodes(found.name, found.subnets, node)), AWS_ITSELF)

    def _nodes(self, name: str, subnets: tuple[str, ...], node: Interface) -> Iterator[tuple[Place, ...]]:
        """A node in each subnet, with any address there."""
        for id_ in subnets:
            for cidr in (each for each in self._network.subnets[id_].cidrs if block(each).version == 4):
                for one in corners(block(cidr), self.cuts()):
                    yield (Place(name, replace(node, subnet=id_, addresses=(str(one),)), cidr=cidr),)

    def _addresses(self, asked: Block, text: str, near: tuple[str, ...], *, is_far: bool) -> End:
        if str(asked) in ANYWHERE.values():
            place = replace(self._internet(), outside=(anywhere(self.cuts(), asked.version),), cidr=str(asked))
            return End("the internet", ((place,),), ANY_CLIENT)
        if asked.num_addresses == 1:
            return End(text, ((self._address(text, near, is_far=is_far),),), ANY_CLIENT)
        inside = tuple(self._inside(asked, near)) if is_far else ()
        if inside:
            return End(text, tuple((Place(each.name, each),) for each in inside), AMAZON_LINUX)
        cases = tuple((place,) for place in self._hosts(asked, near, is_far=is_far))
        if not cases:
            raise EndError(f"No subnet has addresses in {text}.")
        return End(text, cases, ANY_CLIENT)

    def _address(self, text: str, near: tuple[str, ...], *, is_far: bool) -> Place:
        one = address(text.partition("/")[0])
        holder = self._network.holder(str(one), near)
        if holder is not None:
            return Place(f"{one} ({holder.name})" if holder.owner else str(one), holder, aim=one)
        public = next((each for each in self._network.interfaces.values() if each.public == str(one)), None)
        if public is not None:
            return Place(f"{one} ({public.name})", public, aim=one)
        subnet = self._subnet(block(str(one)), near)
        if subnet and not is_far:
            return Place(str(one), _host(str(one), subnet))
        return Place(str(one), None, (one,))

    def _hosts(self, asked: Block, near: tuple[str, ...], *, is_far: bool) -> Iterator[Place]:
        """One host for each piece of a block: in a subnet, or outside of the VPCs."""
        vpcs = [self._network.vpcs[each] for each in near]
        borders = (cidr for subnet in self._network.subnets.values() for cidr in subnet.cidrs)
        for one in corners(asked, (*self.cuts(), *borders, *(cidr for vpc in vpcs for cidr in vpc.cidrs))):
            subnet = self._subnet(block(str(one)), near)
            if subnet and not is_far:
                yield Place(str(asked), _host(str(one), subnet), cidr=str(asked))
            elif not any(covers(cidr, one) for vpc in vpcs for cidr in vpc.cidrs) or is_far:
                yield Place(str(asked), None, (one,), cidr=str(asked))

    def _inside(self, asked: Block, near: tuple[str, ...]) -> Iterator[Interface]:
        for interface in self._network.interfaces.values():
            if self._network.vpc_of(interface) in near and any(address(each) in asked for each in interface.addresses):
                yield interface

    def _subnet(self, asked: Block, near: tuple[str, ...]) -> str:
        one = asked.network_address
        for vpc in near:
            for subnet in self._network.subnets.values():
                if subnet.vpc == vpc and any(covers(each, one) for each in subnet.cidrs):
                    return subnet.id
        return ""

    def cuts(self) -> tuple[str, ...]:
        """Every block that a rule, an entry, a route or a prefix list names."""
        if self._cuts is None:
            self._cuts = tuple(_blocks(self._network))
        return self._cuts


def _host(address_: str, subnet: str) -> Interface:
    return Interface(address_, subnet, (address_,), None, kind="host")


def _blocks(network: Network) -> set[str]:
    rules = {rule.cidr for group in network.groups.values() for rule in (*group.inbound, *group.outbound) if rule.cidr}
    entries = {rule.cidr for acl in network.acls.values() for rule in (*acl.inbound, *acl.outbound)}
    routes = {route.destination for table in network.tables.values() for route in table.routes}
    lists = {cidr for each in network.prefix_lists.values() for cidr in each.cidrs}
    own = {f"{each.public}/32" for each in network.interfaces.values() if each.public}
    return rules | entries | {each for each in routes if not each.startswith("pl-")} | lists | own
