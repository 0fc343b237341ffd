"""The installation's master key: from the environment, or made once and kept beside the data."""

import base64
import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from guanjia.foundation.persons.rules.cipher import derive

VARIABLE = "GUANJIA_MASTER_KEY"


def master_key(data: Path) -> bytes:
    """GUANJIA_MASTER_KEY (32 bytes in base64), else DATA/master_key, made at the first call (mode 600).

    Who loses it loses every phone and plate: it belongs in a backup of its own. Raises ImproperlyConfigured.
    """
    text = os.environ.get(VARIABLE) or _from_file(data / "master_key")
    try:
        key = base64.urlsafe_b64decode(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{VARIABLE} is no base64") from error
    if len(key) != 32:
        raise ImproperlyConfigured(f"{VARIABLE} has {len(key)} bytes; 32 are needed")
    return key


def _from_file(file: Path) -> str:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    text = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    with os.fdopen(handle, "w") as out:
        out.write(text)
    return text


@lru_cache(maxsize=1)
def wrapping_key() -> bytes:
    """The key that wraps each person's data key."""
    return derive(master_key(Path(settings.DATA)), "wrap")


@lru_cache(maxsize=1)
def index_key() -> bytes:
    """The key of the blind indexes."""
    return derive(master_key(Path(settings.DATA)), "index")
