"""Ciphers: a data key per person, wrapped by the installation's master key; blind indexes by HMAC."""

import hmac
import os
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
KEY = 32
DIGEST = 16


class CannotDecrypt(Exception):
    """The key is gone, another, or the ciphertext was altered."""


def derive(master: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose."""
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=f"guanjia {purpose}".encode()).derive(master)


def seal(key: bytes, plain: bytes, bound_to: str) -> bytes:
    """AES-256-GCM ciphertext that only opens with the same key and the same `bound_to`."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def unseal(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    """The plain bytes; raises CannotDecrypt."""
    return opener(key)(sealed, bound_to)


def opener(key: bytes) -> Callable[[bytes, str], bytes]:
    """unseal() with one key, for many values: setting a cipher up costs more than opening with it."""
    box = AESGCM(key)

    def unsealed(sealed: bytes, bound_to: str) -> bytes:
        try:
            return box.decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
        except (InvalidTag, ValueError) as error:
            raise CannotDecrypt(bound_to.split(":")[-1]) from error

    return unsealed


def blind(key: bytes, company_id: int, field: str, part: str, normal: str) -> bytes:
    """The 16-byte blind index of a value (`part` "whole" or "tail"), equal for equal values of one company only."""
    text = f"{company_id}\n{field}\n{part}\n{normal}".encode()
    return hmac.digest(key, text, "sha256")[:DIGEST]
