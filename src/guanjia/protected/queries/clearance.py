"""Who is cleared, and what is missing of whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from guanjia.conference.public import TeamMember
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import User
from guanjia.posts.public import on_post
from guanjia.protected.models import Assignment, Dossier, StaffPaper
from guanjia.protected.rules.clearance import OnFile, PaperKind, lacking
from guanjia.ui.listing import listed

BRIEFING, REVIEW = "briefing", "review"


def lacking_of(site: Site, user_ids: Iterable[int], day: date) -> dict[int, list[PaperKind]]:
    """What each of these people lacks on that day, in one query; an empty list for who is cleared."""
    papers: dict[int, list[OnFile]] = defaultdict(list)
    ids = list(user_ids)
    for row in StaffPaper.objects.filter(site=site, user__in=ids):
        papers[row.user_id].append(OnFile(PaperKind(row.kind), row.on))
    return {pk: lacking(papers[pk], day) for pk in ids}


def named(dossier: Dossier) -> list[Assignment]:
    """Who is on the list now."""
    return list(dossier.staff.filter(dropped_at=None).select_related("user", "briefed_by"))


def missing_of(dossier: Dossier, at: datetime) -> list[str]:
    """A sentence for each thing that is missing before people may enter: papers on the day of the meeting, briefing, the
    organiser's review, and members of the team who are not on the list."""
    staff = named(dossier)
    day = local(dossier.site, dossier.event.starts_at or at).date()
    papers = lacking_of(dossier.site, [each.user_id for each in staff], day)
    found = [_("Nobody is on the list yet.")] if not staff else []
    for each in staff:
        lacks = [_(kind.label) for kind in papers[each.user_id]]
        lacks += [] if each.briefed_at else [_("briefing")]
        lacks += [] if each.reviewed_at else [_("the organiser's review")]
        if lacks:
            found.append(_("%(name)s lacks: %(what)s.") % {"name": each.user, "what": listed(lacks)})
    named_ids = {each.user_id for each in staff}
    found += [
        _("%(name)s is on the team but not on the list.") % {"name": user}
        for user in _team(dossier)
        if user.pk not in named_ids
    ]
    return found


def _team(dossier: Dossier) -> list[User]:
    rows = TeamMember.objects.filter(event=dossier.event_id).select_related("user", "deputy")
    people = [user for row in rows for user in (row.user, row.deputy) if user is not None]
    return list({user.pk: user for user in people}.values())


WATCHED_POSTS = ("conference.attendant", "conference.greeter", "conference.leader", "technician")
"""Whose duties lead into the core and the controlled zone of a meeting."""


def rostered_outside(dossier: Dossier) -> list[User]:
    """Who is on such a post when the meeting begins and is not on its list: they are kept away from it, or put on the list."""
    at = dossier.event.starts_at
    if at is None:
        return []
    ours = set(dossier.staff.filter(dropped_at=None).values_list("user_id", flat=True))
    found = {user.pk: user for post in WATCHED_POSTS for user in on_post(dossier.site, post, at)}
    return sorted((user for pk, user in found.items() if pk not in ours), key=str)


def core_group(dossier: Dossier) -> list[User]:
    """Who hears at once that a reserve plan is in force: everybody on the list, the team, the co-ordinator."""
    people = [each.user for each in named(dossier)] + _team(dossier)
    if dossier.event.coordinator is not None:
        people.append(dossier.event.coordinator)
    return list({user.pk: user for user in people}.values())
