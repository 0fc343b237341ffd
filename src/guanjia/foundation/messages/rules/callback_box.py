"""The box in which 企业微信 sends its callbacks: AES-256-CBC, 16 random bytes, length, text, receiver; padded to 32."""

import base64
import binascii
import hmac
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from guanjia.foundation.messages.rules.signing import callback_signature

BLOCK, SALT, LENGTH = 32, 16, 4


class BadCallback(ValueError):
    """The callback is not from the service, or not for us."""


def open_box(
    *, token: str, aes_key: str, receiver: str, signature: str, timestamp: str, nonce: str, sealed: str
) -> str:
    """The text of a callback. Raises BadCallback for a wrong signature, a broken box or another receiver."""
    if not hmac.compare_digest(callback_signature(token, timestamp, nonce, sealed).encode(), signature.encode()):
        raise BadCallback("signature")
    try:
        plain = _cipher(aes_key).decryptor().update(base64.b64decode(sealed, validate=True))
        body = plain[: -plain[-1]][SALT:]
        size = struct.unpack(">I", body[:LENGTH])[0]
        text, to = body[LENGTH : LENGTH + size].decode(), body[LENGTH + size :].decode()
    except (binascii.Error, ValueError, IndexError, struct.error) as error:
        raise BadCallback("box") from error
    if to != receiver:
        raise BadCallback("receiver")
    return text


def close_box(text: str, *, aes_key: str, receiver: str, salt: bytes) -> str:
    """What `open_box` opens; `salt` is 16 random bytes."""
    body = salt + struct.pack(">I", len(text.encode())) + text.encode() + receiver.encode()
    missing = BLOCK - len(body) % BLOCK
    return base64.b64encode(_cipher(aes_key).encryptor().update(body + bytes([missing]) * missing)).decode()


def _cipher(aes_key: str) -> Cipher[modes.CBC]:
    key = base64.b64decode(aes_key + "=")
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))
