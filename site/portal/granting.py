"""What migrations give to the groups of the editorial board."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import migrations


def grant(
    label: str, name: str, actions: Sequence[str], groups: Collection[str]
) -> migrations.RunPython:
    """Return an operation that gives permissions for a model to those groups that are still there.

    Django makes permissions after all migrations have run, which is too late for these: they are
    made here. Backwards they are taken from the groups again.

    Args:
        label: the model, in small letters: `search.abbreviation`.
        name: what it is called in the names of the permissions.
        actions: of `add`, `change`, `delete`, `view`.
        groups: by their names.
    """
    app_label, model = label.split(".")
    codenames = {f"{action}_{model}": f"Can {action} {name}" for action in actions}

    def give(apps: Any, schema_editor: Any) -> None:
        content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
            app_label=app_label, model=model
        )
        permissions = apps.get_model("auth.Permission").objects
        for codename, shown in codenames.items():
            permission, _ = permissions.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": shown}
            )
            for group in _groups(apps):
                group.permissions.add(permission)

    def take_back(apps: Any, schema_editor: Any) -> None:
        permissions = apps.get_model("auth.Permission").objects.filter(
            content_type__app_label=app_label, codename__in=codenames
        )
        for group in _groups(apps):
            group.permissions.remove(*permissions)

    def _groups(apps: Any) -> Any:
        return apps.get_model("auth.Group").objects.filter(name__in=groups)

    return migrations.RunPython(give, take_back)
