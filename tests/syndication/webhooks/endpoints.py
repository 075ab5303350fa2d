"""What the tests of webhooks make and ask."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Page, Site

from portal.syndication import builder
from portal.syndication.webhooks.dispatcher import NEWS, Dispatcher
from portal.syndication.webhooks.models import Delivery, Endpoint
from tests.server.processes import wait_until

State = Delivery.State


def endpoint(address: str = "https://nhan.example.vn/bao", **values: Any) -> Endpoint:
    """Return an endpoint of the default site, or of another one."""
    site = values.pop("site", None) or Site.objects.get(is_default_site=True)
    return Endpoint.objects.create(
        **{"name": "Cổng tỉnh", "address": address, "site": site, **values}
    )


def change(page: Page) -> None:
    """Give `page` another title each time, and have it built."""
    page.title += " mới"
    type(page).objects.filter(pk=page.pk).update(title=page.title)
    builder.drain()


def states() -> list[str]:
    """Return the states of all deliveries, the first to have begun first."""
    return list(Delivery.objects.order_by("begun_at", "pk").values_list("state", flat=True))


def dispatch_until(condition: Callable[[], object], dispatcher: Dispatcher | None = None) -> None:
    """Have a dispatcher look, as it does in the worker, until `condition()` is true."""
    dispatcher = dispatcher or Dispatcher()

    def look() -> object:
        dispatcher.look()
        NEWS.clear()
        return condition()

    wait_until(look, "what was to be delivered is settled")


def dispatch_one_attempt() -> Delivery:
    """Have the one delivery that is due attempted; return it as it is then."""
    dispatcher = Dispatcher()
    dispatcher.look()
    dispatcher.finish()
    return Delivery.objects.get()
