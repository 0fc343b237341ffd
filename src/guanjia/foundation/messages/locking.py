"""Keeps addresses that hold tokens unreadable in the database; the key is derived from the installation's secret."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _box() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"guanjia messages").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def lock(text: str) -> str:
    """The text, readable with this installation's secret only; empty for empty."""
    return _box().encrypt(text.encode()).decode() if text else ""


def unlock(token: str) -> str:
    """What `lock` was given; empty for empty, and where the installation's secret was changed since."""
    try:
        return _box().decrypt(token.encode()).decode() if token else ""
    except InvalidToken:
        return ""
