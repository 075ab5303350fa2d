"""How often an address may ask: counted in the shared cache, over all processes of the portal."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from .client_address import client_address

# Whoever has an IPv6 address has as many as he likes; networks are given out in this size.
IPV6_PREFIX = 64


class AddressThrottle(SimpleRateThrottle):
    """`API_RATE` requests for each address."""

    scope = "api"

    def get_rate(self) -> str | None:
        """Return the rate (`300/min`), None where nothing is throttled."""
        return settings.API_RATE or None

    def get_cache_key(self, request: Request, view: object) -> str:
        """Return the key of the address that asks."""
        return self.cache_format % {"scope": self.scope, "ident": network(request)}


def network(request: Request) -> str:
    """Return the address that asks, of an IPv6 address the network."""
    text = client_address(request)
    try:
        address = ip_address(text)
    except ValueError:
        # A proxy that writes what is none (`unknown`): all of those share one count.
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, IPV6_PREFIX), strict=False).network_address)
    return str(address)
