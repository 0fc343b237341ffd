"""What a refused entry reads like."""

from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import User
from guanjia.posts.actions.roster import RosterRefused
from guanjia.posts.models import Post


def refusal(error: RosterRefused, site: Site, user: User, post: Post) -> str:
    """The broken rule in words: who, which post, what stands in the way."""
    words = {"who": str(user), "post": post.name, "hours": post.longest_shift_h, "paper": post.qualification}
    if error.code == "double" and error.other is not None:
        other = error.other
        words["other"] = other.post.name
        words["since"] = f"{local(site, other.starts_at):%m-%d %H:%M}"
        words["until"] = f"{local(site, other.ends_at):%m-%d %H:%M}"
        return _("%(who)s already stands on %(other)s from %(since)s until %(until)s.") % words
    messages = {
        "double": _("%(who)s already stands here."),
        "times": _("The end must lie after the start, inside the entry."),
        "member": _("%(who)s has no role at this site at that time."),
        "qualification": _("%(who)s holds no valid certificate %(paper)s, which %(post)s asks for."),
        "long": _("%(post)s may be held for at most %(hours)s hours at a stretch."),
        "closed": _("%(post)s is not in use, or the entry was released."),
    }
    return messages[error.code] % words
