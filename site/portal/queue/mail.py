"""Mail as jobs: a slow or dead mail server holds up no editor, and a roll-back sends nothing."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext_lazy as _

from .jobs import enqueue, job

FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")


class QueuedEmailBackend(BaseEmailBackend):
    """Writes each message into the queue, in the transaction of whoever sends it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue `email_messages`; return how many.

        Raises:
            ValueError: a message with attachments, which the queue does not carry.
        """
        for message in email_messages:
            if message.attachments:
                raise ValueError("queued mail carries no attachments")
            enqueue(
                "queue.send_mail",
                alternatives=[list(part) for part in getattr(message, "alternatives", [])],
                message={
                    **{name: _plain(getattr(message, name)) for name in FIELDS},
                    "headers": _plain(message.extra_headers),
                },
            )
        return len(email_messages)


@job("queue.send_mail", _("Send an e-mail"))
def send_mail(*, message: dict[str, Any], alternatives: list[list[str]]) -> None:
    """Send one queued message with the transport of the operator's EMAIL_URL."""
    email = EmailMultiAlternatives(
        **message,
        alternatives=[(content, mimetype) for content, mimetype in alternatives],
        connection=get_connection(settings.MAIL_TRANSPORT),
    )
    email.send()


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    if isinstance(value, dict):
        return {str(key): str(item) for key, item in value.items()}
    return str(value)
