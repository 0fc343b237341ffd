"""Does a duty of a subject the way a phone does, for tests of what the duty gates."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from guanjia.duties.public import Duty, plan_dirty, submit_evidence
from guanjia.foundation.sites.public import Site
from guanjia.posts.public import Post
from tests.factories.posts import make_entry, make_post

NUMBERS = frozenset({"keys", "water", "power", "gas"})
ITEMS = {
    "homes.move_in": ("keys", "water", "power", "covenant", "safety", "defects"),
    "homes.transfer": ("paper", "contact", "covenant"),
    "homes.move_out": ("water", "power", "valves", "keys"),
    "homes.renovation.briefing": ("rules", "extinguishers", "waterproof"),
    "homes.renovation.check": ("structure", "waterproof", "gas", "common"),
}
TICKED = {"homes.renovation.check": frozenset({"gas"})}


def put_on(site: Site, user: Any, at: datetime, *posts: str) -> None:
    """Put the user on these posts for two months around the moment."""
    for code in posts:
        post = Post.objects.filter(site=site, code=code).first() or make_post(site, code)
        make_entry(post, user, at - timedelta(days=3), at + timedelta(days=60))


def duty_of(kind: str, pk: int, code: str, at: datetime) -> Duty:
    """The open duty of the subject, planned as of the moment."""
    plan_dirty(now=at)
    return Duty.objects.get(subject_kind=kind, subject_id=pk, standard_code=code, state="open")


def do(kind: str, pk: int, code: str, user: Any, at: datetime) -> None:
    """Do the duty with every required line answered."""
    duty = duty_of(kind, pk, code, at)
    items = [
        {"key": key, "value": 3 if key in NUMBERS - TICKED.get(code, frozenset()) else True, "note": ""}
        for key in ITEMS[code]
    ]
    submit_evidence(actor=user, duty_id=duty.pk, evidence_id=uuid4(), at=at, items=items)
