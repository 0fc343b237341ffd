"""The bytes on disk (or in the configured storage), addressed by site and SHA-256."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection


def assert_outside_transaction() -> None:
    """Raise RuntimeError inside a transaction: a slow disk must not hold the database's write lock."""
    blocks = getattr(connection, "atomic_blocks", [])
    if blocks and not blocks[-1]._from_testcase:
        raise RuntimeError("A file is written before the transaction begins, never inside it")


def address(site_id: int, sha256: str, variant: str = "") -> str:
    """The storage name of a content (or of its variant, such as a thumbnail)."""
    return f"{site_id}/{sha256[:2]}/{sha256}{variant}"


def write(name: str, content: bytes) -> None:
    """Keep the bytes under `name`; a second write of the same name changes nothing."""
    if default_storage.exists(name):
        return
    saved = default_storage.save(name, ContentFile(content))
    if saved != name:
        default_storage.delete(saved)


def read(name: str) -> bytes | None:
    """The bytes, or None when there are none."""
    try:
        with default_storage.open(name, "rb") as stream:
            return bytes(stream.read())
    except FileNotFoundError:
        return None


def drop(name: str) -> None:
    """Remove the bytes; a second call does nothing."""
    default_storage.delete(name)
