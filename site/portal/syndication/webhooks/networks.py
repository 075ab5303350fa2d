"""Which networks a webhook may lead into: the public ones, and those that the operator allows."""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_network,
)

from django.conf import settings

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# The special-purpose registry of IANA (RFC 6890 and later); multicast and class E besides.
_SPECIAL = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# What IANA has given out to be reached by everyone, and what of it is not.
_GLOBAL_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))
# IPv6 networks without IPv4 reach the public one through this (RFC 6052). Its brother for local
# use, 64:ff9b:1::/48, leads wherever its operator has decided.
_NAT64 = IPv6Network("64:ff9b::/96")
_LAST_32_BITS = 0xFFFF_FFFF


def parse_networks() -> tuple[list[Network], list[str]]:
    """Return the networks of WEBHOOK_ALLOWED_NETWORKS, and the entries that are none."""
    networks: list[Network] = []
    wrong: list[str] = []
    for entry in settings.WEBHOOK_ALLOWED_NETWORKS:
        try:
            networks.append(ip_network(entry))
        except ValueError:
            wrong.append(entry)
    return networks, wrong


def is_own(address: Address) -> bool:
    """Tell whether the operator has allowed a network that holds `address`."""
    plain = _without_mapping(address)
    return any(plain in network for network in parse_networks()[0])


def is_public(address: Address) -> bool:
    """Tell whether `address`, and every other one that it stands for, is of the public network."""
    plain = _without_mapping(address)
    if isinstance(plain, IPv4Address):
        return not any(plain in network for network in _SPECIAL)
    if plain in _NAT64:
        return is_public(IPv4Address(int(plain) & _LAST_32_BITS))
    if plain.sixtofour is not None:
        return is_public(plain.sixtofour)
    # Teredo, which carries two more, is of 2001::/23.
    return plain in _GLOBAL_V6 and not any(plain in network for network in _SPECIAL_V6)


def _without_mapping(address: Address) -> Address:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
