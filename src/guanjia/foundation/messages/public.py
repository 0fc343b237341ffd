"""The door of messages."""

from guanjia.foundation.messages.notifying import notify
from guanjia.foundation.messages.wording import Template, register_template, templates

__all__ = ["Template", "notify", "register_template", "templates"]
