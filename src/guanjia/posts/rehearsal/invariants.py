"""What posts promises at the end of every rehearsal."""

from django.db import connection

from guanjia.foundation.rehearsal.public import Invariant
from guanjia.foundation.sites.public import Site

TWICE = """
SELECT a.id, b.id FROM posts_roster a JOIN posts_roster b
  ON a.user_id = b.user_id AND a.site_id = b.site_id AND a.id < b.id
 AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
 WHERE a.site_id = %s AND a.released_at IS NULL AND b.released_at IS NULL AND NOT a."double" AND NOT b."double"
"""


def standing_twice(site: Site) -> list[str]:
    """Pairs of entries that put one person in two places."""
    with connection.cursor() as cursor:
        cursor.execute(TWICE, [site.pk])
        return [f"entries {one} and {other} put somebody in two places" for one, other in cursor.fetchall()]


INVARIANTS = (Invariant("nobody stands in two places", standing_twice),)
