"""The ways out of the house. Each sends one message or raises ChannelDown."""

from collections.abc import Callable

import apprise
from apprise.exception import AppriseException
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from guanjia.foundation.events.public import AddressRefused, check_host
from guanjia.foundation.messages.locking import unlock
from guanjia.foundation.messages.models import Channel, Message
from guanjia.foundation.persons.public import Person, private_values
from guanjia.foundation.sites.public import Site, setting

# Services that are called at addresses of their own; for all others the host is checked.
OWN_HOSTS = frozenset(
    {"wecombot", "dingtalk", "feishu", "lark", "pushplus", "wxpusher", "serverchan", "mailto", "mailtos"}
)


class ChannelDown(Exception):
    """The message did not leave; it is tried again. The text says why."""


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
    mail = EmailMessage(message.title, "\n\n".join(part for part in parts if part), to=[address])
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


def _address(message: Message) -> str:
    if message.locked_address:
        return unlock(message.locked_address)
    if message.person_id is None:
        return getattr(message.user, "email", "") or ""
    person = Person.objects.filter(pk=message.person_id).first()
    return next(iter(private_values(person, "email")), "") if person else ""


SENDERS: dict[str, Callable[[Message], None]] = {
    Channel.EMAIL: send_email,
    Channel.PUSH: send_push,
    Channel.ROBOT: send_push,
}
