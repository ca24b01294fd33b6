"""The packet tracer: does a packet get from here to there, and back, and who decides?

values.py      a network as plain values                  packets.py   what travels, and what a hop says
addresses.py   blocks of addresses, and their corners     fixes.py     the smallest change that helps
groups.py      security groups                            acls.py      network ACLs
routes.py      route tables                               paths.py     the way of one packet, gateway by gateway
ends.py        `i-0abc:443`, `internet`, `web:80` ...      trace.py     from one end to the other
moto_network.py, moto_ends.py   the values, read from moto: the only files here that know it
"""
