"""Requests are read as UTF-8, whatever they claim."""

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """A request whose `Content-Type` has no say in how its address is read.

    Django reads the query of a `GET` in the charset that the request names: in `utf-7` a query
    holds what no database takes, in `cp037` an address asks for something else than it says, in
    `hex` the request cannot be made at all.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        header = meta.get("CONTENT_TYPE", "")
        self.content_type, self.content_params = parse_header_parameters(header)
