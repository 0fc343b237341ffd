"""Where no photo may be asked for or taken."""

from guanjia.conference.models import Block
from guanjia.conference.rules.states import Secrecy
from guanjia.foundation.sites.public import Site, setting

NO_PHOTO_ROOMS = "conference.no_photo_rooms"


def no_photo_rooms(site: Site) -> frozenset[str]:
    """The codes of the rooms that the site names: leaders' offices and the like."""
    words = str(setting(site, NO_PHOTO_ROOMS) or "").replace("，", ",").replace("、", ",").replace(" ", ",")
    return frozenset(word for word in words.split(",") if word)


def no_photos(block: Block) -> bool:
    """Whether photos are forbidden in this meeting: it is controlled, or its room is one of those (FIELD 3)."""
    return block.event.secrecy == Secrecy.CONTROLLED or block.room.code in no_photo_rooms(block.event.site)
