"""The door of events: registering receivers, carrying what is undelivered, webhooks."""

from guanjia.foundation.events.addresses import AddressRefused, check_host, check_url
from guanjia.foundation.events.registry import announce, announced, receives
from guanjia.foundation.events.relay import forget_delivered, relay
from guanjia.foundation.events.webhooks import send_webhooks

__all__ = [
    "AddressRefused",
    "announce",
    "announced",
    "check_host",
    "check_url",
    "forget_delivered",
    "receives",
    "relay",
    "send_webhooks",
]
