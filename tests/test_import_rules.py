"""Who may import whom (DESIGN.md), read from the sources."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOTS = {
    "portal": ROOT / "site" / "portal",
    **{name: ROOT / name for name in ("home", "announcements", "media", "search")},
}

EVERYTHING = ("portal", "home", "announcements", "media", "search")
# What every app may use: it knows no page type and no app.
FREE = (
    "portal.admin_reports",
    "portal.alphabet",
    "portal.public",
    "portal.addresses",
    "portal.counters",
    "portal.deciders",
    "portal.dependencies",
    "portal.entity_tags",
    "portal.granting",
    "portal.lookup",
    "portal.patience",
    "portal.representation",
    "portal.queue.duties",
    "portal.queue.jobs",
    "portal.roles",
    "portal.shapes",
    "portal.transactions",
)

# The first rule whose prefix fits a module holds for it.
RULES = [
    ("portal.settings", EVERYTHING),
    ("portal.urls", EVERYTHING),
    ("portal.api", EVERYTHING),
    ("portal.blocks", ("portal.blocks", "portal.rich_text", "media")),
    ("portal.queue", ("portal.queue",)),
    (
        "portal.visits",
        (
            "portal.visits",
            "portal.client_address",
            "portal.parameters",
            "portal.site_settings",
            "portal.throttling",
            "portal.viewsets",
        ),
    ),
    ("portal.syndication", ("portal.syndication",)),
    ("portal.alphabet", ()),
    ("portal.public", ()),
    ("portal.counters", ()),
    ("portal.dependencies", ()),
    ("portal.entity_tags", ()),
    ("portal.deciders", ()),
    ("portal.addresses", ("portal.rich_text",)),
    ("portal.lookup", ("portal.rich_text",)),
    ("portal.patience", ()),
    ("portal.representation", ("portal.addresses",)),
    ("portal.transactions", ()),
    ("portal.admin_reports", ()),
    ("portal.granting", ()),
    ("portal.roles", ()),
    ("portal.shapes", ()),
    ("portal.apps", ("portal", "search.registry")),
    ("portal.filters", ("portal", "search.folding", "search.results")),
    ("portal", ("portal", "search.folding")),
    ("home", EVERYTHING),
    ("announcements", ("announcements", "media", "search", "portal")),
    (
        "media",
        (
            "media",
            "portal.models",
            "portal.viewsets",
            "portal.snippet_viewsets",
            "portal.conditions",
            "portal.parameters",
            "portal.feed_formats",
            "portal.middleware",
            "portal.public_views",
            "portal.sitemaps",
            "portal.syndication.registry",
            "search.registry",
            "search.folding",
        ),
    ),
    (
        "search",
        (
            "search",
            "portal.middleware",
            "portal.visits.forms",
            "portal.visits.robots",
            "portal.visits.origins",
        ),
    ),
]


def modules():
    for package, folder in ROOTS.items():
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            name = ".".join([package, *parts]).removesuffix(".__init__")
            if ".migrations" not in name:
                yield pytest.param(name, path, id=name)


def imports(name: str, path: Path):
    """Yield what `path` imports of ours, as dotted names."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([base] if base else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}.")


def rule_of(name: str) -> tuple[str, ...]:
    return next(allowed for prefix, allowed in RULES if within(name, prefix))


@pytest.mark.parametrize(("name", "path"), list(modules()))
def test_module_imports_only_what_it_may(name, path):
    allowed = (*rule_of(name), *FREE)
    ours = [found for found in imports(name, path) if found.split(".")[0] in EVERYTHING]
    wrong = [found for found in ours if not any(within(found, prefix) for prefix in allowed)]
    assert not wrong, f"{name} must not import {', '.join(wrong)}"


def test_rules_would_find_a_wrong_import(tmp_path):
    path = tmp_path / "views.py"
    path.write_text("from announcements.models import AnnouncementPage\nfrom . import folding\n")
    assert list(imports("search.views", path)) == [
        "announcements.models.AnnouncementPage",
        "search.folding",
    ]
    assert not any(within("announcements.models", prefix) for prefix in rule_of("search.views"))


def test_site_is_never_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()


@pytest.mark.parametrize("name", ["utils", "common", "helpers", "core", "misc"])
def test_no_module_has_a_name_that_says_nothing(name):
    tracked = [path for folder in (*ROOTS.values(), ROOT / "tests") for path in folder.rglob("*")]
    assert [path for path in tracked if path.stem == name] == []
