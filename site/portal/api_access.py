"""Who asks the API, and how often he may: before any answer is looked for, stored or not."""

import logging
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from .api_errors import error, is_api
from .middleware import GetResponse
from .syndication.consumers.counting import count_request
from .syndication.consumers.identifying import Asker, bearer_token, consumer_with
from .throttling import Rate, network, read_rate, seconds_to_wait

logger = logging.getLogger(__name__)


class ApiAccessMiddleware:
    """Knows consumers by their token, holds everybody to his limit, names consumers in the log.

    It stands inside of what allows pages elsewhere to read, refusals too, and outside of what
    makes 304 of an answer, so that it sees what was answered. The answer knows nothing of it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer whoever does not ask too often, and shows no token that is none."""
        if not is_api(request):
            return self.get_response(request)
        token = bearer_token(request)
        consumer = None if token is None else consumer_with(token)
        # A wrong token counts where no token does: it brings nobody further.
        if seconds := _seconds_to_wait(request, consumer):
            response = _too_often(seconds)
        elif token is not None and consumer is None:
            response = _unknown_token()
        else:
            response = self.get_response(request)
        if consumer is not None:
            _note(consumer, request, response.status_code)
        return response


def _seconds_to_wait(request: HttpRequest, consumer: Asker | None) -> int:
    if consumer is None:
        return seconds_to_wait(f"api:{network(request)}", read_rate(settings.API_RATE))
    if consumer.per_minute is None:
        rate = read_rate(settings.API_TOKEN_RATE)
    else:
        rate = Rate(consumer.per_minute, 60)
    return seconds_to_wait(f"consumer:{consumer.pk}", rate)


def _too_often(seconds: int) -> HttpResponse:
    response = error(
        f"you have asked too often; ask again in {seconds} s", HTTPStatus.TOO_MANY_REQUESTS
    )
    response["Retry-After"] = str(seconds)
    return response


def _unknown_token() -> HttpResponse:
    """Return the refusal of RFC 6750, section 3.1.

    To ignore the token would leave an operator to wonder why his limit is so low.
    """
    response = error(
        "this token is unknown or revoked; ask the portal for another one, or ask without",
        HTTPStatus.UNAUTHORIZED,
    )
    response["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return response


def _note(consumer: Asker, request: HttpRequest, status: int) -> None:
    count_request(consumer.pk, status)
    # Without the query: a preview's holds what opens it.
    path = escape_uri_path(request.path)
    logger.info("%r %s %s %s", consumer.name, request.method, path, status)
