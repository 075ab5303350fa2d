"""Which of Wagtail's own API tests contradict our contract, and the words of API.md that say so."""

_PAGES = "wagtail.api.v2.tests.test_pages"
_DOCUMENTS = "wagtail.api.v2.tests.test_documents"
_RENDERERS = "wagtail.api.v2.tests.test_renderer_classes.TestBaseAPIViewSetRendererClasses"
_REDIRECTS = "wagtail.contrib.redirects.tests.test_redirects_api.TestRedirectsAPI"

_ANONYMOUS = (
    "“Only what an anonymous visitor may see is ever in an answer”, "
    "“an editor who is logged in sees what everyone sees”"
)
_PAGE_SHAPE = (
    "The shape of an announcement has `translation_key`, `translations` and `last_published_at` "
    "in `meta`; “ours is a superset”"
)
_LIST_SHAPE = (
    f"{_PAGE_SHAPE}. “A list with `fields=*` and one `type=` gives each item as its detail, "
    "`meta.parent` included”"
)
_JSON_ALONE = (
    "“`{'message': …}` as JSON for every error under `/api/` (… 406 …)”, “`Vary: Accept-Encoding` "
    "and nothing else”: where `Accept` chose between JSON and a browsable page it would vary"
)

_STORED_FORM = (
    "“nor its title, file name or checksum, nor a difference …”: a body in its stored form holds "
    "what readers are not shown, so it can be neither compared nor ordered by (400 on both sides, "
    "in other words)"
)

EXCEPTIONS = {
    f"{_PAGES}.TestPageListingSearch.test_search_with_filter_on_non_filterable_field": _STORED_FORM,
    f"{_PAGES}.TestPageListingSearch.test_search_with_order_on_non_filterable_field": _STORED_FORM,
    f"{_PAGES}.TestPageListing.test_private_pages_with_user_login": _ANONYMOUS,
    f"{_PAGES}.TestPageListing.test_private_pages_with_user_groups": _ANONYMOUS,
    f"{_PAGES}.TestPageListing.test_all_fields": _LIST_SHAPE,
    f"{_PAGES}.TestPageListing.test_all_fields_then_remove_something": _LIST_SHAPE,
    f"{_PAGES}.TestPageDetail.test_field_ordering": _PAGE_SHAPE,
    f"{_PAGES}.TestPageDetail.test_remove_all_meta_fields": _PAGE_SHAPE,
    f"{_PAGES}.TestPageFind.test_find_by_html_path_matching_only_in_site_param_tree": (
        "“its query language (… `site` …)”, “ours is a superset”: `find/` looks on the site that "
        "is asked for. The test itself says of its 404: “Is this the desired behaviour?”"
    ),
    f"{_PAGES}.TestAPIDetailQueryCount.test_detail_view_does_not_duplicate_queries": (
        "“Every behaviour of stock v2 that a client can rely on”: the number of queries is none, "
        "and ours are fewer; tests/portal pins them"
    ),
    f"{_DOCUMENTS}.TestDocumentDetail.test_download_url_with_custom_base_url": (
        "“Every URL is absolute: … those of shared things (images, documents, snippets) from the "
        "default site”, so from no WAGTAILAPI_BASE_URL"
    ),
    f"{_RENDERERS}.test_api_response_returns_html_with_html_accept_header": _JSON_ALONE,
    f"{_RENDERERS}.test_api_response_returns_html_with_browser_accept_header": _JSON_ALONE,
    f"{_REDIRECTS}.test_redirects_listing": (
        "“`redirects/` lists those of the request's site whose target is public or an outside "
        "address”: two of the five are of another site"
    ),
    f"{_REDIRECTS}.test_redirect": "“ours is a superset”: `is_permanent` stands beside the address",
}
