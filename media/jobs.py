"""What the library does in the queue."""

from portal.queue.jobs import job


@job("media.make_renditions")
def make_renditions(*, image_id: int) -> None:
    """Make the renditions that readers and consumers are served, before they ask."""
    from .models import PortalImage

    image = PortalImage.objects.filter(pk=image_id).first()
    if image is not None:
        image.public_renditions()
