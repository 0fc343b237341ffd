"""Links to the built front end. A house without a build still shows every page, unstyled."""

from django.utils.safestring import SafeString, mark_safe
from django_vite.core.asset_loader import DjangoViteAssetLoader
from django_vite.core.exceptions import DjangoViteAssetNotFoundError


def bundle_tags(name: str) -> SafeString:
    """The link and script tags of entry `name` of frontend/entries; empty before the front end is built."""
    try:
        tags = DjangoViteAssetLoader.instance().generate_vite_asset(f"frontend/entries/{name}.ts")
    except DjangoViteAssetNotFoundError:
        return mark_safe("")
    return mark_safe(tags)  # addresses from our own manifest
