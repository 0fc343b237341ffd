"""The installation's own secret, made once and kept beside its data."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """SECRET_KEY of the environment, else the one in DATA/secret_key, made at the first call (mode 600)."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    file = data / "secret_key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(handle, "w") as out:
        out.write(key := secrets.token_urlsafe(50))
    return key
