"""The shipped catalogue and the law of this installation, read once."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from guanjia.standards.rules.catalogue import Shipped, read_catalogue, read_laws
from guanjia.standards.rules.law import Law

PACKAGE = Path(__file__).resolve().parents[2]


def shipped() -> Mapping[str, Shipped]:
    """Every standard that a module ships, by code. CatalogueInvalid names every mistake.

    The setting STANDARD_FOLDERS, for tests, names other folders: the module is the name of the folder above.
    """
    folders = getattr(settings, "STANDARD_FOLDERS", None)
    return _shipped(None if folders is None else tuple(map(str, folders)))


def laws() -> Mapping[str, Law]:
    """Every law row, by key. The setting LAW_FOLDER, for tests, names another folder."""
    return _laws(str(getattr(settings, "LAW_FOLDER", PACKAGE / "standards" / "law")))


@lru_cache(maxsize=8)
def _shipped(folders: tuple[str, ...] | None) -> Mapping[str, Shipped]:
    shelves = [*PACKAGE.glob("*/standards"), *PACKAGE.glob("frontdesk/*/standards")]
    found = shelves if folders is None else list(map(Path, folders))
    return read_catalogue(
        (path, folder.parent.name) for folder in sorted(found) for path in sorted(folder.glob("*.yaml"))
    )


@lru_cache(maxsize=8)
def _laws(folder: str) -> Mapping[str, Law]:
    return read_laws(sorted(Path(folder).glob("*.yaml")))
