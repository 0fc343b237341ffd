"""The door of messages."""

from guanjia.foundation.messages.actions import mark_read
from guanjia.foundation.messages.calling import ChannelDown, GatewayDown
from guanjia.foundation.messages.gateways import Line, line_of
from guanjia.foundation.messages.handles import BindRefused, bind, make_bind_code, secret_digest, user_of
from guanjia.foundation.messages.locking import lock, unlock
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.messages.notifying import bell_topic, notify, write_out, write_to
from guanjia.foundation.messages.providers import login_url_of, who_of
from guanjia.foundation.messages.queries import BellLine, Delivery, deliveries, line, notices_of, unread_count
from guanjia.foundation.messages.rules.callback_box import BadCallback, close_box, open_box
from guanjia.foundation.messages.rules.callback_text import Told, answer_box, is_fresh, read_told
from guanjia.foundation.messages.sending import send_due
from guanjia.foundation.messages.texting import send_text as send_sms
from guanjia.foundation.messages.wording import Template, register_template, templates

__all__ = [
    "BadCallback",
    "BellLine",
    "BindRefused",
    "ChannelDown",
    "Delivery",
    "GatewayDown",
    "Line",
    "Notice",
    "Template",
    "Told",
    "answer_box",
    "bell_topic",
    "bind",
    "close_box",
    "deliveries",
    "is_fresh",
    "line",
    "line_of",
    "lock",
    "login_url_of",
    "make_bind_code",
    "mark_read",
    "notices_of",
    "notify",
    "open_box",
    "read_told",
    "register_template",
    "secret_digest",
    "send_due",
    "send_sms",
    "templates",
    "unlock",
    "unread_count",
    "user_of",
    "who_of",
    "write_out",
    "write_to",
]
