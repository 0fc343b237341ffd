"""The door of events: registering receivers, carrying what is undelivered, webhooks."""

from guanjia.foundation.events.addresses import AddressRefused, check_host, check_url
from guanjia.foundation.events.models import Delivery, WebhookDelivery, WebhookEndpoint
from guanjia.foundation.events.registry import announce, announced, receives
from guanjia.foundation.events.relay import forget_delivered, relay
from guanjia.foundation.events.webhooks import make_salt, secret_of, send_webhooks

__all__ = [
    "AddressRefused",
    "Delivery",
    "WebhookDelivery",
    "WebhookEndpoint",
    "announce",
    "announced",
    "check_host",
    "check_url",
    "forget_delivered",
    "make_salt",
    "receives",
    "relay",
    "secret_of",
    "send_webhooks",
]
