"""What every page's template knows."""

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page."""
    return {"site": getattr(request, "site", None)}
