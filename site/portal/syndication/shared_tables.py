"""The tables of Wagtail and its companions that decide what is public, and what it shows.

Imported when all apps are loaded; tables of our own are registered by the apps that have them.
"""

from .registry import EVERYTHING, Key, watch

# What others see of a page, and what decides whether it is public.
_REFERENCE = (
    "title", "slug", "live", "path", "url_path", "expire_at", "locale_id", "alias_of_id",
    "translation_key", "content_type_id",
)  # fmt: skip
_IS_ROOT_OF_SITE = (
    "EXISTS (SELECT 1 FROM wagtailcore_site AS site "
    "JOIN wagtailcore_page AS root ON root.id = site.root_page_id "
    "WHERE root.translation_key = {row}.translation_key)"
)
_SOURCE = "SELECT object_id FROM wagtail_localize_translationsource WHERE id = {row}.source_id"

watch(
    "wagtailcore_page",
    Key("page:"),
    Key("text:", "translation_key", kind="uuid"),
    columns=_REFERENCE,
    live="row",
)
watch(
    "wagtailcore_page",
    Key("page-text:"),
    columns=(
        "show_in_menus", "seo_title", "search_description", "first_published_at",
        "last_published_at",
    ),
    live="row",
    name="text",
)  # fmt: skip
watch(
    "wagtailcore_page",
    Key(EVERYTHING, kind="constant", where=_IS_ROOT_OF_SITE),
    columns=("translation_key", "locale_id", "url_path", "path"),
    name="root",
)
watch("wagtailcore_pageviewrestriction", Key("restricted:", "page_id"), columns=("page_id",))
watch("wagtailcore_collection", Key("collection:"), columns=("path",))
watch(
    "wagtailcore_collectionviewrestriction",
    Key("collection:", "collection_id"),
    columns=("collection_id",),
)
watch(
    "wagtailcore_site",
    Key(EVERYTHING, kind="constant"),
    columns=("hostname", "port", "root_page_id", "is_default_site"),
)
watch("wagtailcore_locale", Key(EVERYTHING, kind="constant"), columns=("language_code",))
watch(
    "wagtail_localize_translation",
    Key("text:", kind="uuid", lookup=_SOURCE),
    columns=("source_id", "target_locale_id"),
)
watch(
    "wagtail_localize_translationsource",
    Key("text:", "object_id", kind="uuid"),
    columns=("object_id", "locale_id"),
)
watch("taggit_tag", Key("taggit_tag:"), columns=("name",))
watch(
    "taggit_taggeditem",
    Key("tagged:", lookup="SELECT {row}.content_type_id || ':' || {row}.object_id"),
    columns=("tag_id", "content_type_id", "object_id"),
)
