"""The ways out of the house. Each sends one message or raises ChannelDown."""

from collections.abc import Callable

import apprise
from apprise.exception import AppriseException
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from guanjia.foundation.events.public import AddressRefused, check_host
from guanjia.foundation.messages import dingtalk, texting, wecom
from guanjia.foundation.messages.calling import ChannelDown, GatewayDown
from guanjia.foundation.messages.gateways import Line, line_of
from guanjia.foundation.messages.handles import name_of
from guanjia.foundation.messages.locking import unlock
from guanjia.foundation.messages.models import Channel, Gateway, Message
from guanjia.foundation.persons.public import Person, private_values
from guanjia.foundation.sites.public import Site, setting
from guanjia.kernel import clock

# Services that are called at addresses of their own; for all others the host is checked.
OWN_HOSTS = frozenset(
    {"wecombot", "dingtalk", "feishu", "lark", "pushplus", "wxpusher", "serverchan", "mailto", "mailtos"}
)
SIGNED_ROBOT = "dingtalk://"


BY_MACHINE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""Absence notes and other machines do not answer what says this (RFC 3834)."""


class BadAddress(ValueError):
    """The address is none that a message can be sent to; the text is for the reader's eyes."""


def check_push_url(url: str, site: Site) -> None:
    """Pass if the kept library knows a service at `url` and it lies outside; raises BadAddress. Asks the resolver."""
    service = apprise.Apprise.instantiate(url, suppress_exceptions=True)
    if service is None:
        raise BadAddress(_("No service is known at this address; wecombot://KEY is one."))
    scheme = url.partition(":")[0].lower()
    if scheme in OWN_HOSTS:
        return
    try:
        check_host(service.host or "", service.port or 443, allow_private=setting(site, "webhooks.private"))
    except AddressRefused as refused:
        raise BadAddress(str(refused)) from None


def send_email(message: Message) -> None:
    """By e-mail, with the link as a full address below the text."""
    address = _address(message)
    if not address:
        raise ChannelDown("no e-mail address")
    link = message.link or unlock(message.locked_link)
    parts = [message.body or message.title, f"{settings.ORIGIN}{link}" if link else ""]
    text = "\n\n".join(part for part in parts if part)
    mail = EmailMessage(message.title, text, to=[address], headers=BY_MACHINE)
    for each in message.attachments.all():
        mail.attach(each.name, bytes(each.content), each.kind)
    try:
        mail.send()
    except OSError as error:
        raise ChannelDown(str(error)) from error


def send_push(message: Message) -> None:
    """To a robot or to a person's own push service."""
    preference = getattr(message.user, "message_preference", None)
    url = unlock(message.robot.locked_url if message.robot else getattr(preference, "locked_push_url", ""))
    if not url:
        raise ChannelDown("no address")
    if message.robot is not None and url.startswith(SIGNED_ROBOT):
        return _send_signed_robot(message, url)
    try:
        check_push_url(url, message.site)
        service = apprise.Apprise()
        service.add(url)
        parts = [message.body, f"{settings.ORIGIN}{message.link}" if message.link else ""]
        sent = service.notify(title=message.title, body="\n".join(part for part in parts if part) or message.title)
    except (BadAddress, AppriseException, OSError) as error:
        raise ChannelDown(str(error)) from error
    if not sent:
        raise ChannelDown("the service did not take it")


def send_sms(message: Message) -> None:
    """By text message, in the words of a registered template."""
    texting.send_text(_line(message, "sms"), _phone(message), message.template, _facts(message), message.title)


def send_voice(message: Message) -> None:
    """By telephone: the last rung of a ladder."""
    texting.ring(_line(message, "voice"), _phone(message), message.template, _facts(message), message.title)


def send_wecom(message: Message) -> None:
    """To a member of the site's 企业微信."""
    wecom.send_text(_line(message, "wecom"), _name(message, "wecom"), _text(message))


def send_dingtalk(message: Message) -> None:
    """To a member of the site's 钉钉."""
    dingtalk.send_text(_line(message, "dingtalk"), _name(message, "dingtalk"), _text(message))


def _send_signed_robot(message: Message, url: str) -> None:
    """A 钉钉 robot that wants every call signed: dingtalk://SECRET@TOKEN, through the site's gateway where it has one."""
    secret, _at, token = url.removeprefix(SIGNED_ROBOT).rstrip("/").rpartition("@")
    line = line_of(message.site, "dingtalk") or Line(Gateway(site=message.site, kind="dingtalk"), {})
    dingtalk.send_robot(line, token, secret, _text(message), int(clock.now().timestamp() * 1000))


def _line(message: Message, kind: str) -> Line:
    found = line_of(message.site, kind)
    if found is None:
        raise ChannelDown("the gateway is switched off")
    return found


def _name(message: Message, provider: str) -> str:
    name = name_of(message.site, provider, message.user)
    if not name:
        raise ChannelDown("the account is not bound")
    return name


def _facts(message: Message) -> dict[str, str]:
    return {"title": message.title} | {key: str(value) for key, value in message.facts.items()}


def _text(message: Message) -> str:
    link = message.link or unlock(message.locked_link)
    parts = [message.title, message.body, f"{settings.ORIGIN}{link}" if link else ""]
    return "\n".join(part for part in parts if part)


def _phone(message: Message) -> str:
    if message.locked_address:
        return unlock(message.locked_address)
    if message.person_id is None and getattr(message.user, "phone", None):
        return str(message.user.phone)
    person_id = message.person_id or getattr(message.user, "person_id", None)
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    phone = next(iter(private_values(person, "phone")), "") if person else ""
    if not phone:
        raise ChannelDown("no phone")
    return phone


def _address(message: Message) -> str:
    if message.locked_address:
        return unlock(message.locked_address)
    if message.person_id is None:
        return getattr(message.user, "email", "") or ""
    person = Person.objects.filter(pk=message.person_id).first()
    return next(iter(private_values(person, "email")), "") if person else ""


GATEWAY_OF = {
    Channel.SMS: "sms",
    Channel.WECOM: "wecom",
    Channel.DINGTALK: "dingtalk",
    Channel.VOICE: "voice",
}
__all__ = ["GATEWAY_OF", "SENDERS", "BadAddress", "ChannelDown", "GatewayDown", "check_push_url"]

SENDERS: dict[str, Callable[[Message], None]] = {
    Channel.EMAIL: send_email,
    Channel.PUSH: send_push,
    Channel.ROBOT: send_push,
    Channel.SMS: send_sms,
    Channel.WECOM: send_wecom,
    Channel.DINGTALK: send_dingtalk,
    Channel.VOICE: send_voice,
}
