"""The bytes of an answer, which are the same for whoever asks."""

from collections.abc import Mapping

from rest_framework.renderers import JSONRenderer


class PlainJSONRenderer(JSONRenderer):
    """JSON without layout: what `Accept` says of indents would need a `Vary` of its own."""

    def get_indent(self, accepted_media_type: str, renderer_context: Mapping) -> None:
        """Return no indent, whatever is asked."""
