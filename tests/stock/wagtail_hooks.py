"""Links in rich text lead where ours lead: the `portal` app itself is not installed here."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from portal.link_handlers import HANDLERS


@hooks.register("register_rich_text_features", order=100)
def register_public_links(features: FeatureRegistry) -> None:
    for handler in HANDLERS:
        features.register_link_type(handler)
