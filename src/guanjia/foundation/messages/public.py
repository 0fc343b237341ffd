"""The door of messages."""

from guanjia.foundation.messages.notifying import bell_topic, notify, write_to
from guanjia.foundation.messages.sending import send_due
from guanjia.foundation.messages.wording import Template, register_template, templates

__all__ = ["Template", "bell_topic", "notify", "register_template", "send_due", "templates", "write_to"]
