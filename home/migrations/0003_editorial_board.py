"""The editorial board: its groups, their permissions, and the workflow of a review."""

from django.db import migrations

WRITERS = "Biên tập viên"
EDITORIAL_BOARD = "Ban biên tập"
EDITOR_IN_CHIEF = "Trưởng Ban biên tập"
WORKFLOW = "Duyệt tin bài"
REVIEW_TASK = "Ban biên tập duyệt"

WRITE = ["add_page", "change_page"]
REVIEW = [*WRITE, "publish_page", "lock_page", "unlock_page"]
PAGES = {
    WRITERS: WRITE,
    EDITORIAL_BOARD: REVIEW,
    # Deleting a page with its history is bulk_delete here (portal.models).
    EDITOR_IN_CHIEF: [*REVIEW, "bulk_delete_page"],
}

# Wagtail asks for the permissions of its stock models, whatever the custom ones are called.
UPLOAD = [
    ("wagtailimages", "image", ["add", "choose"]),
    ("wagtaildocs", "document", ["add", "choose"]),
]
KEEP_LIBRARY = [
    ("wagtailimages", "image", ["add", "change", "choose"]),
    ("wagtaildocs", "document", ["add", "change", "choose"]),
]
COLLECTIONS = {
    WRITERS: UPLOAD,
    EDITORIAL_BOARD: KEEP_LIBRARY,
    EDITOR_IN_CHIEF: [*KEEP_LIBRARY, ("wagtailcore", "collection", ["add", "change", "delete"])],
}

ADMIN = [("wagtailadmin", "admin", ["access"]), ("wagtail_localize", "translation", ["submit"])]
KEEP_SNIPPETS = [
    ("announcements", "category", ["view", "add", "change", "publish"]),
    ("media", "organisation", ["view", "add", "change", "publish"]),
]
SEE_VISITS = ("visits", "dailyvisits", ["view"])
MODELS = {
    WRITERS: [
        *ADMIN,
        ("announcements", "category", ["view"]),
        ("media", "organisation", ["view"]),
    ],
    EDITORIAL_BOARD: [*ADMIN, *KEEP_SNIPPETS, SEE_VISITS],
    EDITOR_IN_CHIEF: [
        *ADMIN,
        *KEEP_SNIPPETS,
        SEE_VISITS,
        ("announcements", "category", ["delete"]),
        ("media", "organisation", ["delete"]),
        ("portal", "portalsettings", ["change"]),
        ("portal", "user", ["view", "add", "change", "delete"]),
        ("queue", "job", ["view"]),
        ("wagtailredirects", "redirect", ["view", "add", "change", "delete"]),
    ],
}


def make_board(apps, schema_editor):
    """Make the groups and their workflow in the place of Wagtail's stock ones."""
    Collection = apps.get_model("wagtailcore.Collection")
    Group = apps.get_model("auth.Group")
    GroupCollectionPermission = apps.get_model("wagtailcore.GroupCollectionPermission")
    GroupPagePermission = apps.get_model("wagtailcore.GroupPagePermission")
    Page = apps.get_model("wagtailcore.Page")

    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    apps.get_model("wagtailcore.Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore.Task").objects.filter(name="Moderators approval").delete()

    root_page = Page.objects.get(depth=1)
    root_collection = Collection.objects.get(depth=1)
    for name in (WRITERS, EDITORIAL_BOARD, EDITOR_IN_CHIEF):
        group, _created = Group.objects.get_or_create(name=name)
        for codename in PAGES[name]:
            GroupPagePermission.objects.get_or_create(
                group=group,
                page=root_page,
                permission=permission(apps, "wagtailcore", "page", codename),
            )
        for label, model, actions in COLLECTIONS[name]:
            for action in actions:
                GroupCollectionPermission.objects.get_or_create(
                    group=group,
                    collection=root_collection,
                    permission=permission(apps, label, model, f"{action}_{model}"),
                )
        for label, model, actions in MODELS[name]:
            for action in actions:
                group.permissions.add(permission(apps, label, model, f"{action}_{model}"))
    make_workflow(apps, root_page)


def permission(apps, app_label, model, codename):
    """Return a permission, made here if it is not there yet.

    Django makes permissions after all migrations have run, which is too late for these.
    """
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    content_type, _created = ContentType.objects.get_or_create(app_label=app_label, model=model)
    found, _created = Permission.objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )
    return found


def make_workflow(apps, root_page):
    """Make the review: one step, done by the board or its editor-in-chief."""
    ContentType = apps.get_model("contenttypes.ContentType")
    Group = apps.get_model("auth.Group")
    GroupApprovalTask = apps.get_model("wagtailcore.GroupApprovalTask")
    Workflow = apps.get_model("wagtailcore.Workflow")

    content_type, _created = ContentType.objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task = GroupApprovalTask.objects.create(name=REVIEW_TASK, content_type=content_type)
    task.groups.set(Group.objects.filter(name__in=[EDITORIAL_BOARD, EDITOR_IN_CHIEF]))
    workflow = Workflow.objects.create(name=WORKFLOW)
    apps.get_model("wagtailcore.WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    apps.get_model("wagtailcore.WorkflowPage").objects.create(workflow=workflow, page=root_page)


class Migration(migrations.Migration):
    """Data that a portal needs."""

    dependencies = [
        ("home", "0002_root_page"),
        ("portal", "0002_settings"),
        ("queue", "0001_initial"),
        ("visits", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [
        # Backwards the groups stay: people are in them, and what they may do is theirs to change.
        migrations.RunPython(make_board, migrations.RunPython.noop),
    ]
