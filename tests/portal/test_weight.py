"""What the portal asks of a slow line: the first visit and each further page, compressed."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import guanjia.ui
from guanjia.foundation.sites.public import local, site_now
from tests.cast import Cast
from tests.portal.neighbours import PHONE, log_in, neighbours

DIST = Path(guanjia.ui.__file__).parent / "static/ui/dist"
FIRST_BYTES, PAGE_BYTES = 32_000, 8_000
"""A first visit at 50 kbit/s then takes some six seconds, a further page about one."""


def files_of(manifest: dict[str, Any], key: str, seen: set[str]) -> set[str]:
    """The scripts and styles of an entry and of all that it imports."""
    if key in seen:
        return set()
    seen.add(key)
    row = manifest[key]
    found = {row["file"], *row.get("css", [])}
    return found.union(*(files_of(manifest, each, seen) for each in row.get("imports", [])))


def test_styles_and_scripts_of_the_first_visit_are_light() -> None:
    if not (DIST / "manifest.json").exists():
        pytest.skip("the front end is not built here")
    manifest = json.loads((DIST / "manifest.json").read_text())
    entry = next(key for key in manifest if key.endswith("entries/portal.ts"))
    weight = sum(len(gzip.compress((DIST / name).read_bytes())) for name in files_of(manifest, entry, set()))
    assert weight <= FIRST_BYTES, weight


@pytest.mark.django_db
def test_a_page_is_light(client: Client, cast: Cast) -> None:
    at = site_now(cast.site)
    neighbours(cast.site, at, local(cast.site, at).date())
    log_in(client, cast.site, PHONE)
    for page in ("", "requests/new/", "cards/"):
        weight = len(gzip.compress(client.get(f"/p/home/yard/{page}").content))
        assert weight <= PAGE_BYTES, (page, weight)
