"""The door of events: registering receivers and carrying what is undelivered."""

from guanjia.foundation.events.registry import receives
from guanjia.foundation.events.relay import relay

__all__ = ["receives", "relay"]
