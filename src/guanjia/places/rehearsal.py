"""What places promises at the end of every rehearsal."""

from django.db import connection

from guanjia.foundation.rehearsal.public import Invariant
from guanjia.foundation.sites.public import Site

PARTLY_HELD = """
SELECT DISTINCT s.holder_kind, s.holder_id
  FROM places_slot s JOIN places_room_spaces o ON o.room_id = s.room_id
 WHERE s.site_id = %s
   AND NOT EXISTS (SELECT 1 FROM places_slot t
                    WHERE t.space_id = o.space_id AND t.holder_kind = s.holder_kind AND t.holder_id = s.holder_id
                      AND t.starts_at = s.starts_at AND t.ends_at = s.ends_at)
"""


def partly_held(site: Site) -> list[str]:
    """Bookings that hold some spaces of their room and not the others."""
    with connection.cursor() as cursor:
        cursor.execute(PARTLY_HELD, [site.pk])
        return [f"{kind} {pk} holds a part of its room only" for kind, pk in cursor.fetchall()]


INVARIANTS = (Invariant("who has a room has all its spaces", partly_held),)
