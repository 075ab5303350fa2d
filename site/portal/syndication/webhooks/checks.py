"""What an operator can get wrong, as a system check."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from .networks import parse_networks


@register(Tags.security)
def allowed_networks_are_networks(**kwargs: Any) -> list[CheckMessage]:
    """Fail for an entry of WEBHOOK_ALLOWED_NETWORKS that is no network; it would allow nothing."""
    return [
        Error(
            f"WEBHOOK_ALLOWED_NETWORKS holds {entry!r}, which is no network.",
            hint="Write networks with commas between them: 10.20.0.0/16,fd00:20::/32.",
            id="webhooks.E001",
        )
        for entry in parse_networks()[1]
    ]
