"""What the library does in the queue."""

from django.utils.translation import gettext_lazy as _

from portal.queue.jobs import job


@job("media.make_renditions", _("Make the sizes of an image"))
def make_renditions(*, image_id: int) -> None:
    """Make the renditions that readers and consumers are served, before they ask."""
    from .models import PortalImage

    image = PortalImage.objects.filter(pk=image_id).first()
    if image is not None:
        image.public_renditions()


@job("media.inspect_document", _("Inspect a document"))
def inspect_document(*, document_id: int, sha256: str) -> None:
    """Inspect the file of a document, unless another one has taken its place."""
    from .inspecting import inspect

    inspect(document_id, sha256)
