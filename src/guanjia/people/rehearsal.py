"""What people promises at the end of every rehearsal."""

from django.db.models import Count

from guanjia.foundation.rehearsal.public import Invariant
from guanjia.foundation.sites.public import Site
from guanjia.people.models import Presence


def inside_twice(site: Site) -> list[str]:
    """Whoever has two open stays in one place."""
    stays = Presence.objects.filter(site=site, out_at=None).values("ref_kind", "ref_id", "space")
    twice = stays.annotate(many=Count("pk")).filter(many__gt=1)
    return [f"{one['ref_kind']} {one['ref_id']} is inside {one['space']} {one['many']} times" for one in twice]


INVARIANTS = (Invariant("nobody is inside twice", inside_twice),)
