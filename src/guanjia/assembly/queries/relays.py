"""How pages of the video room find a way to each other: servers that tell them their address (STUN), a relay (TURN)."""

from datetime import datetime
from typing import Any

from guanjia.assembly.models import Attendee, VideoServer
from guanjia.assembly.rules.services import Own, relay_key
from guanjia.foundation.messages.public import unlock
from guanjia.foundation.sites.public import setting

STUN = "assembly.stun"


def ice_servers(attendee: Attendee, at: datetime) -> list[dict[str, Any]]:
    """What the browser asks, as it wants it said; a relay with a password for this person that ends by itself. [] for none."""
    site = attendee.assembly.site
    stun = str(setting(site, STUN))
    found: list[dict[str, Any]] = [{"urls": stun}] if stun else []
    relay = VideoServer.objects.filter(site=site, kind=Own.RELAY, active=True).first()
    if relay is not None:
        user, password = relay_key(unlock(relay.locked_secret), attendee.pk, at)
        found.append({"urls": relay.address.split(), "username": user, "credential": password})
    return found
