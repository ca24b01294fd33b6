"""Which CIDR block a new subnet can have: within the VPC, without overlap with another subnet.

https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
"""

from __future__ import annotations

import random
from ipaddress import IPv4Network

from awslab.drills.body import SingleBody, single


def generate(rng: random.Random) -> SingleBody:
    """Ask which of four blocks of one size can be a subnet; the others overlap, or lie outside of the VPC."""
    prefix = rng.choice([24, 25, 26])
    size = 2 ** (32 - prefix)
    vpc = IPv4Network((int(IPv4Network("10.0.0.0/8").network_address) + 8 * size * rng.randint(8, 5000), prefix - 3))
    pairs = rng.sample(list(vpc.subnets(new_prefix=prefix - 1)), 3)
    large = pairs[0]
    inside = rng.choice(list(large.subnets(new_prefix=prefix)))
    around, equal = (rng.choice(list(pair.subnets(new_prefix=prefix))) for pair in pairs[1:])
    small = rng.choice(list(around.subnets(new_prefix=prefix + 2))[1:])
    subnets = sorted([large, small, equal])
    free = [block for block in vpc.subnets(new_prefix=prefix) if not any(block.overlaps(subnet) for subnet in subnets)]
    edge = int(vpc.network_address) + rng.choice([-size, 8 * size])
    outside = IPv4Network((edge, prefix))
    new_block = rng.choice(free)
    overlap = rng.choice([(equal, f"The subnet `{equal}` has this block already."), (inside, _lies_in(large))])
    listing = ", ".join(f"`{subnet}`" for subnet in subnets)
    return single(
        rng,
        f"A VPC has the CIDR block `{vpc}` and the subnets {listing}. Which CIDR block can a new subnet have?",
        (f"`{new_block}`", "It lies within the VPC and has no address in common with a subnet."),
        [
            (f"`{overlap[0]}`", overlap[1]),
            (f"`{around}`", f"It contains the subnet `{small}`. Blocks must not overlap, in whole or in part."),
            (f"`{outside}`", f"It lies outside of the VPC, which goes from {vpc[0]} to {vpc[-1]}."),
        ],
        f"A /{prefix} has {size} addresses, so blocks of that size begin at every {size}th address. The VPC goes "
        f"from {vpc[0]} to {vpc[-1]}; `{new_block}` goes from {new_block[0]} to {new_block[-1]}, where no subnet is.",
    )


def _lies_in(subnet: IPv4Network) -> str:
    return f"It lies in the subnet `{subnet}`, which goes from {subnet[0]} to {subnet[-1]}."
