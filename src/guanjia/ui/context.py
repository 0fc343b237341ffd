"""What every page's template knows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from guanjia.ui import menu
from guanjia.ui.chrome import chrome

HTML_LANGUAGES = {"zh-hans": "zh-CN", "en": "en"}
DENSITIES = ("compact", "comfortable")


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page. What costs a query is only asked when a template reads it."""
    site = getattr(request, "site", None)
    user = getattr(request, "user", None)
    inside = bool(site and user and user.is_authenticated)
    density = request.COOKIES.get("density", "")
    return {
        "site": site,
        "menu": SimpleLazyObject(lambda: menu.menu_for(user, site, request.path) if inside else []),
        "bell": SimpleLazyObject(lambda: chrome.bell(user, site) if inside else None),
        "switcher": SimpleLazyObject(lambda: switcher(user, site)),
        "search_url": chrome.search_url(site) if inside else None,
        "account_url": SimpleLazyObject(lambda: chrome.account_url(user) if user and user.is_authenticated else None),
        "reader_name": SimpleLazyObject(lambda: chrome.name(user) if user and user.is_authenticated else ""),
        "html_lang": HTML_LANGUAGES.get(get_language() or "", "zh-CN"),
        "density": density if density in DENSITIES else DENSITIES[0],
        "elder": request.COOKIES.get("elder") == "1",
    }


def switcher(user: Any, site: Any) -> list[dict[str, Any]]:
    """The sites the reader may enter, the present one marked."""
    if user is None or not user.is_authenticated:
        return []
    return [
        {"name": str(one), "url": chrome.site_url(one), "current": site is not None and one.pk == site.pk}
        for one in chrome.sites(user)
    ]
