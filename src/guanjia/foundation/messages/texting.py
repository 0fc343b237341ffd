"""Text messages and voice calls through a vendor: registered signature, registered templates, signed calls."""

import logging
import secrets

from guanjia.foundation.messages.calling import ChannelDown, call
from guanjia.foundation.messages.gateways import Line
from guanjia.foundation.messages.rules.signing import vendor_signature
from guanjia.foundation.persons.public import mask
from guanjia.kernel import clock

log = logging.getLogger("guanjia.sms")
CONSOLE = "console"


class NotRegistered(ChannelDown):
    """The vendor has no template for this message; the law lets nobody send free text."""


def template_of(line: Line, code: str) -> tuple[str, tuple[str, ...]] | None:
    """(the vendor's number, its slots) of our template `code`, from the settings' lines "code=NUMBER:slot,slot"; None without."""
    for row in line.text("templates").splitlines():
        name, _equals, rest = row.partition("=")
        if name.strip() == code and rest.strip():
            number, _colon, slots = rest.strip().partition(":")
            return number.strip(), tuple(slot.strip() for slot in slots.split(",") if slot.strip())
    return None


def registered(line: Line | None, code: str) -> bool:
    """Whether this message can go through the gateway: free text is not sent, so without a template nothing is queued."""
    if line is None:
        return False
    every = line.gateway.kind == "voice" and template_of(line, "*") is not None
    return every or line.text("origin") == CONSOLE or template_of(line, code) is not None


def send_text(line: Line, phone: str, code: str, facts: dict[str, str], text: str) -> None:
    """Send our template `code` to a phone. A console gateway writes it to the log instead. Raises ChannelDown."""
    if line.text("origin") == CONSOLE:
        log.warning("to %s: %s", mask("phone", phone), text)
        return
    found = template_of(line, code)
    if found is None:
        raise NotRegistered(f"no registered template for {code}")
    _post(line, "/sms/send", phone, found, facts)


def ring(line: Line, phone: str, code: str, facts: dict[str, str], text: str) -> None:
    """Call a phone and read our template `code` aloud. Raises ChannelDown."""
    if line.text("origin") == CONSOLE:
        log.warning("call %s: %s", mask("phone", phone), text)
        return
    found = template_of(line, code) or template_of(line, "*")
    if found is None:
        raise NotRegistered(f"no registered template for {code}")
    _post(line, "/voice/call", phone, found, facts)


def _post(line: Line, path: str, phone: str, template: tuple[str, tuple[str, ...]], facts: dict[str, str]) -> None:
    number, slots = template
    fields = {"access_key": line.text("access_key"), "phone": phone, "template": number}
    if line.text("signature"):
        fields["signature"] = line.text("signature")
    fields |= {f"slot.{slot}": facts.get(slot, "") for slot in slots}
    timestamp, nonce = int(clock.now().timestamp()), secrets.token_hex(8)
    headers = {
        "X-Timestamp": str(timestamp),
        "X-Nonce": nonce,
        "X-Signature": vendor_signature(line.text("secret"), timestamp, nonce, fields),
    }
    answer = call(line, "POST", path, body=dict(fields), headers=headers)
    if answer.get("code") != "OK":
        raise ChannelDown(f"{answer.get('code', '')}: {answer.get('message', '')}"[:300])
