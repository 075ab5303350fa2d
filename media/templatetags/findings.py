"""What signatures prove, in the admin's templates."""

from typing import Any

from django import template

from media.findings import Status, status_of

register = template.Library()


@register.inclusion_tag("media/admin/signature_status.html")
def signature_status(code: str) -> dict[str, Any]:
    """Show a status as icon and words."""
    status: Status = status_of(code)
    return {"status": status}
