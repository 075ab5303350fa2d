"""How often one address may count."""

from django.conf import settings
from rest_framework.request import Request

from portal.throttling import AddressThrottle, network

from .readers import pseudonym


class BeaconThrottle(AddressThrottle):
    """`VISITS_RATE` views for each address, which the cache knows by its pseudonym only."""

    scope = "visits"

    def get_rate(self) -> str | None:
        """Return the rate (`120/min`), None where nothing is throttled."""
        return settings.VISITS_RATE or None

    def get_cache_key(self, request: Request, view: object) -> str:
        """Return the key of the address that asks."""
        return f"visits:rate:{pseudonym(network(request))}"
