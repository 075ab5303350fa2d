"""What a receiver is sent: the message and its signature, as Standard Webhooks has them."""

import json
from dataclasses import dataclass

from django.utils import timezone
from standardwebhooks import Webhook

from .models import Delivery

CONTENT_CHANGED = "content.changed"


@dataclass(frozen=True)
class Message:
    """An attempt to deliver, ready to be sent."""

    address: str
    body: bytes
    headers: dict[str, str]


def compose(delivery: Delivery) -> Message:
    """Return what is sent now; the body and its id are the same at each attempt.

    Raises:
        UnreadableSecretError: nothing can be signed for this endpoint.
    """
    content = {
        "type": CONTENT_CHANGED,
        "timestamp": timezone.localtime(delivery.changed_at).isoformat(),
        "data": {"next": delivery.cursor},
    }
    body = json.dumps(content, separators=(",", ":"))
    now = timezone.now()
    headers = {
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(delivery.endpoint.secret).sign(delivery.message_id, now, body),
    }
    return Message(delivery.endpoint.address, body.encode(), headers)
