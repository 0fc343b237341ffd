"""What posts does when others announce something."""

from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.people.events import MembershipEnded
from guanjia.people.public import User
from guanjia.posts.actions.weeks import release_user


@receives(MembershipEnded)
def vacate_posts(event: MembershipEnded, entry: Entry) -> None:
    """Whoever lost the last role at a site stands on none of its posts any more."""
    if event.left:
        release_user(user=User.objects.get(pk=event.user_id), site=entry.site, at=entry.at, actor=None, reason="left")
