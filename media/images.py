"""Images of the library and their renditions."""

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, ImageQuerySet

from portal.queue.jobs import enqueue

from .files import MeasuredFile, stored_path

# What readers and consumers are served (API.md, image object). A width is never exceeded
# and never reached by enlarging.
RENDITION_SPECS = {
    "480w": "width-480|format-webp",
    "960w": "width-960|format-webp",
    "1600w": "width-1600|format-webp",
    "jpeg": "width-960|format-jpeg|jpegquality-80",
}


class PortalImage(MeasuredFile, AbstractImage):
    """An image with its text alternative (`description`) and checksums."""

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_portalimage", "Can choose image")]

    def get_upload_to(self, filename: str) -> str:
        """Return a stored path that is safe on every file system."""
        return stored_path("original_images", filename)

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save; a new file has its renditions made by the worker, not by its first reader.

        Those of the file that it replaces go with it: they show another picture.
        """
        is_new = self._file_is_new()
        super().save(*args, **kwargs)
        if is_new:
            self.renditions.all().delete()
            enqueue("media.make_renditions", image_id=self.pk)

    @property
    def alt(self) -> str:
        """The text alternative where the place of use has none of its own."""
        return self.description

    @property
    def download_url(self) -> str:
        """Path of the original, under the name that the reader knows."""
        return reverse("media:image", args=[self.pk, self.original_name or self.filename])

    @classmethod
    def with_shown(cls, images: ImageQuerySet) -> models.QuerySet:
        """Let `images` be read together with what the API shows of each."""
        return images.prefetch_renditions(*RENDITION_SPECS.values()).prefetch_related("tags")

    def public_renditions(self) -> dict[str, "PortalRendition"]:
        """Return the renditions of `RENDITION_SPECS`, making those that are missing."""
        found = self.get_renditions(*RENDITION_SPECS.values())
        return {key: found[spec] for key, spec in RENDITION_SPECS.items()}

    def create_renditions(self, *filters: Filter) -> dict[Filter, "PortalRendition"]:
        """Create renditions, one after the other; return those that the database has.

        Wagtail inserts all of them at once, in whatever order they are ready. Two processes that
        do so together can wait for each other, and the slower one is returned its own, which have
        rows nowhere: their addresses lead nowhere.
        """
        return {wanted: self.create_rendition(wanted) for wanted in filters}

    def create_rendition(self, wanted: Filter) -> "PortalRendition":
        """Create a rendition; return the other one where another process was quicker."""
        made = PortalRendition(
            image=self,
            filter_spec=wanted.spec,
            focal_point_key=wanted.get_cache_key(self),
            file=self.generate_rendition_file(wanted),
        )
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            made.file.delete(save=False)
            return self.renditions.get(
                filter_spec=made.filter_spec, focal_point_key=made.focal_point_key
            )
        return made

    def made_rendition(self, key: str) -> "PortalRendition | None":
        """Return the rendition `key` of `RENDITION_SPECS`, None where it is not made yet."""
        wanted = Filter(spec=RENDITION_SPECS[key])
        return self.find_existing_renditions(wanted).get(wanted)


class PortalRendition(AbstractRendition):
    """A scaled image, served by `media.views` after a look at the image's collection."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="media_unique_rendition"
            )
        ]

    @property
    def url(self) -> str:
        """Path of the rendition; `MEDIA_URL` itself is mapped to nothing."""
        # Not by primary key: Wagtail makes several at once without learning theirs.
        return reverse("media:rendition", args=[self.image_id, self.file.name.rsplit("/", 1)[-1]])
