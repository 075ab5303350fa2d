"""What an attempt to deliver can come to, each with the sentence that an editor reads."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """The end of one attempt."""

    ACCEPTED = "accepted", _("The receiver accepted it.")
    ERROR = "error", _("The receiver answered with an error.")
    GONE = "gone", _("The receiver says that this address is gone for good: it was switched off.")
    REDIRECT = (
        "redirect",
        _("The receiver refers to another address, which is not followed. Enter that one."),
    )
    GARBAGE = "garbage", _("What the receiver answered is not HTTP.")
    BROKEN_OFF = "broken_off", _("The receiver broke off without an answer.")
    TIMEOUT = "timeout", _("The receiver did not answer in time.")
    UNREACHABLE = "unreachable", _("No connection: nobody listens at this address.")
    CERTIFICATE = "certificate", _("The receiver's certificate is not valid for this name.")
    TLS = "tls", _("No secure connection (TLS) could be agreed upon.")
    UNRESOLVED = "unresolved", _("The host name is not known.")
    FORBIDDEN = (
        "forbidden",
        _("The address leads into an internal network, and was not connected to."),
    )
    SECRET = "secret", _("The secret cannot be read any more. Make a new one.")
    INTERNAL = "internal", _("It could not be sent. The operator's log says why.")


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended.

    Attributes:
        status: the status of the answer; None where there was none.
        answer: the beginning of what the receiver said; empty where it accepted.
    """

    result: Result
    status: int | None = None
    answer: str = ""
