"""What a phone takes along into the cellar: this shift's duties. The shapes are those of docs/architecture/offline.md."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from guanjia.duties.models import Duty
from guanjia.duties.permissions import LEADING
from guanjia.duties.queries.lines import DutyLine, lines_of
from guanjia.duties.queries.lists import owed_by, with_places
from guanjia.duties.rules.states import LIVE, DutyState
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import users_with_role
from guanjia.posts.public import Roster
from guanjia.standards.public import Chain, Item

BACK = timedelta(hours=2)
UNROSTERED = timedelta(hours=12)
KEPT_AFTER = timedelta(hours=2)
MOST = 300


def stamp(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with a Z."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def shift(user: Any, site: Site, at: datetime) -> dict[str, Any]:
    """This shift of the user from 2 hours back to its end, 12 hours ahead when nobody rostered them."""
    until = shift_end(user, site, at)
    wanted = Q(state__in=LIVE, opens_at__lt=until) | Q(state=DutyState.MISSED, due_at__gte=at - BACK)
    rows = with_places(owed_by(user, site, at).filter(wanted)).order_by("due_at", "pk")[:MOST]
    lines = lines_of(rows)
    befores = _befores(lines)
    return {
        "version": 1,
        "site": site.code,
        "from": stamp(at - BACK),
        "until": stamp(until),
        "wipe_after": stamp(until + KEPT_AFTER),
        "person": {"id": user.pk, "name": str(user)},
        "leader": _leader(site, at),
        "duties": [duty_json(line, befores.get(line.pk, []), at) for line in lines],
    }


def shift_end(user: Any, site: Site, at: datetime) -> datetime:
    """When the user's present roster entry ends; 12 hours ahead without one."""
    now = Roster.objects.filter(user=user, site=site, released_at=None, starts_at__lte=at, ends_at__gt=at)
    last = now.order_by("-ends_at").values_list("ends_at", flat=True).first()
    return last or at + UNROSTERED


def duty_json(line: DutyLine, after: list[int], at: datetime) -> dict[str, Any]:
    """One duty as the phone keeps it."""
    duty, standard = line.duty, line.standard
    facts = line.subject.facts if line.subject is not None else {}
    language = get_language() or "zh-hans"
    return {
        "id": duty.pk,
        "key": {
            "standard": duty.standard_code,
            "subject_kind": duty.subject_kind,
            "subject_id": duty.subject_id,
            "occurrence": duty.occurrence,
            "round": duty.round,
        },
        "rev": duty.rev,
        "url": reverse("duties:my_duty", args=[duty.site.code, duty.pk]),
        "title": line.title,
        "subject": {"label": line.subject_label, "url": line.subject.url if line.subject is not None else ""},
        "place": line.place_name,
        "post": duty.post_code,
        "state": duty.state,
        "opens_at": stamp(duty.opens_at),
        "due_at": stamp(duty.due_at),
        "closes_at": stamp(duty.closes_at),
        "ambient": duty.ambient,
        "short_notice": duty.short_notice,
        "proof": list(standard.proof),
        "scan": str(facts.get(standard.scan_fact) or "") or None if standard.scan_fact else None,
        "items": [_item(item, language) for item in standard.items],
        "after": after,
        "chain": _chain(line, at),
    }


def _item(item: Item, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": item.code, "label": item.text.say(language), "kind": item.proof, "required": item.required,
    }  # fmt: skip
    limits = {"low": item.least, "high": item.most}
    found |= {name: str(limit) for name, limit in limits.items() if limit is not None}
    return found | ({"unit": item.unit} if item.unit else {})


def _chain(line: DutyLine, at: datetime) -> dict[str, Any] | None:
    """The table that the phone computes the next link from: that of the season that holds now."""
    when = line.standard.when
    if not isinstance(when, Chain):
        return None
    month = local(line.duty.site, at).month
    season = next((each for each in when.seasons if month in each.months), None)
    if season is None:
        return None
    moments = line.subject.moments if line.subject is not None else {}
    until = next((moments[name] for name in when.until if moments.get(name) is not None), None)
    missed = line.standard.window.missed
    return {
        "n": int(line.duty.occurrence.rpartition(":")[2] or 1),
        "until": stamp(until) if isinstance(until, datetime) else None,
        "missed_s": None if missed is None else int(missed.total_seconds()),
        "rests": [[stamp(begin), stamp(end)] for begin, end in _rests(when, moments)],
        "links": [
            {"least_s": int(link.least.total_seconds()), "most_s": int(link.most.total_seconds())}
            for link in season.links
        ],
    }


def _rests(when: Chain, moments: dict[str, datetime | date | None]) -> list[tuple[datetime, datetime]]:
    """The rests that are known, in order of time: nothing is due while everybody is at the tea break."""
    pairs = [(moments.get(begin), moments.get(end)) for begin, end in when.rests]
    return [(begin, end) for begin, end in pairs if isinstance(begin, datetime) and isinstance(end, datetime)]


def _befores(lines: list[DutyLine]) -> dict[int, list[int]]:
    """For each duty the live ones of the same subject that have to be done before it. One query."""
    wanted = {(line.duty.subject_kind, line.duty.subject_id) for line in lines if line.standard.after}
    if not wanted:
        return {}
    rows = Duty.objects.filter(
        subject_kind__in={kind for kind, _pk in wanted}, subject_id__in={pk for _kind, pk in wanted}, state__in=LIVE
    )
    found = list(rows.values_list("pk", "standard_code", "subject_kind", "subject_id"))
    return {
        line.pk: [
            pk
            for pk, code, kind, subject in found
            if (code, kind, subject) == (line.standard.after, line.duty.subject_kind, line.duty.subject_id)
        ]
        for line in lines
        if line.standard.after
    }


def _leader(site: Site, at: datetime) -> dict[str, str] | None:
    leaders = users_with_role(site, *LEADING, at=at)
    return {"name": str(leaders[0]), "phone": str(getattr(leaders[0], "work_phone", "") or "")} if leaders else None
