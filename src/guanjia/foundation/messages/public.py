"""The door of messages."""

from guanjia.foundation.messages.locking import lock, unlock
from guanjia.foundation.messages.notifying import bell_topic, notify, write_out, write_to
from guanjia.foundation.messages.queries import Delivery, deliveries
from guanjia.foundation.messages.sending import send_due
from guanjia.foundation.messages.wording import Template, register_template, templates

__all__ = [
    "Delivery",
    "Template",
    "bell_topic",
    "deliveries",
    "lock",
    "notify",
    "register_template",
    "send_due",
    "templates",
    "unlock",
    "write_out",
    "write_to",
]
