"""What 企业微信 tells us inside its box, and the answer that goes back in one. Pure: texts in, texts out."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.ElementTree import fromstring

from guanjia.foundation.messages.rules.callback_box import BadCallback, close_box
from guanjia.foundation.messages.rules.signing import callback_signature

FRESH_SECONDS = 300
"""A box whose time lies further from ours is old: somebody kept it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One message of a member. `kind` is text, image, voice, event ...; `text` is empty for all but text.

    `number` is the service's own: a message that is sent again has the same.
    """

    sender: str
    kind: str
    text: str
    number: str


def is_fresh(timestamp: str, now: float) -> bool:
    """Whether the time that was signed is no further from now than five minutes; False for what is no time."""
    return timestamp.isascii() and timestamp.isdigit() and abs(now - int(timestamp)) <= FRESH_SECONDS


def read_told(text: str) -> Told:
    """The message in an opened box. Raises BadCallback for what is no message of a member."""
    try:
        root = fromstring(text)
    except (ParseError, ValueError) as error:
        raise BadCallback("message") from error
    found = {name: (root.findtext(name) or "").strip() for name in ("FromUserName", "MsgType", "Content", "MsgId")}
    numbered = found["MsgType"] != "text" or found["MsgId"]
    if not found["FromUserName"] or not found["MsgType"] or not numbered:
        raise BadCallback("message")
    words = found["Content"] if found["MsgType"] == "text" else ""
    return Told(found["FromUserName"], found["MsgType"], words, found["MsgId"])


def answer_box(
    text: str, *, to: str, token: str, aes_key: str, receiver: str, timestamp: str, nonce: str, salt: bytes
) -> str:
    """The sealed and signed answer to a member, as the service wants it."""
    inner = _xml(
        {"ToUserName": to, "FromUserName": receiver, "CreateTime": timestamp, "MsgType": "text", "Content": text}
    )
    sealed = close_box(inner, aes_key=aes_key, receiver=receiver, salt=salt)
    signature = callback_signature(token, timestamp, nonce, sealed)
    return _xml({"Encrypt": sealed, "MsgSignature": signature, "TimeStamp": timestamp, "Nonce": nonce})


def _xml(fields: dict[str, str]) -> str:
    root = Element("xml")
    for name, value in fields.items():
        SubElement(root, name).text = value
    return tostring(root, encoding="unicode")
