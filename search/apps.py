"""Search over everything that is public."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The index and the search page."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Keep the index: what is saved and deleted is noted, what nobody told of is found.

        Days of the log that are long over are removed.
        """
        from django.db.models.signals import post_delete, post_save

        from portal.queue.duties import each_hour

        from .indexing import index_missing, note_deleted, note_saved
        from .log import prune_searches

        post_save.connect(note_saved, dispatch_uid="search.note_saved")
        post_delete.connect(note_deleted, dispatch_uid="search.note_deleted")
        each_hour(index_missing)
        each_hour(prune_searches)
