"""Papers of reception."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language, gettext

from guanjia.conference.public import polite_name
from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import surname_of
from guanjia.foundation.sites.public import local
from guanjia.posts.public import Post
from guanjia.reception.models import Deposit, PartyGuest, Reception
from guanjia.reception.queries.phrases import Situation
from guanjia.reception.rules.kinds import RECEPTION


def tag_pdf(deposit: Deposit) -> bytes:
    """Both halves of a tag: one lies on the thing, one goes with the guest. No name on either."""
    taken = f"{local(deposit.site, deposit.taken_at):%m-%d %H:%M}"
    halves = (gettext("On the thing"), gettext("For the guest: bring it back"))
    labels = [
        {"title": deposit.tag, "lines": [half, taken, deposit.counter.event.ref], "code": deposit.item.number,
         "qr": qr_svg(deposit.tag)}
        for half in halves
    ]  # fmt: skip
    return render_pdf("documents/label.typ", {"labels": labels, "width_mm": 60, "height_mm": 40})


def plan_pdf(row: Reception, steps: Sequence[tuple[Any, datetime, str]], at: datetime) -> bytes:
    """The reception plan: facts, steps by the minute with their post, crew. Never what a guest wishes."""
    posts = {post.code: post for post in Post.objects.filter(site=row.site)}
    chinese = (get_language() or "zh").startswith("zh")

    def post_name(code: str) -> str:
        post = posts.get(code)
        return (post.name_zh if chinese else post.name_en) if post else code

    lines = [
        [f"{local(row.site, when):%H:%M}", gettext(step.what.label), post_name(post), step.note]
        for step, when, post in steps
    ]
    crew = [[gettext(each.role.label), str(each.user)] for each in row.crew.select_related("user")]
    facts = [
        [gettext("Visiting party"), row.party], [gettext("Rank"), gettext(row.rank.label)],
        [gettext("Guests"), str(row.heads)], [gettext("Arrives"), _moment(row, row.arrives_at)],
        [gettext("Leaves"), _moment(row, row.leaves_at)], [gettext("Entrance used"), row.entrance],
        [gettext("Number of the letter"), f"{row.letter_from} {row.letter_number}".strip()],
        [gettext("Companions at table"), str(row.companions)], [gettext("Work meals"), str(row.meals)],
    ]  # fmt: skip
    sections = [
        {"title": gettext("Steps"), "heads": [gettext(w) for w in ("Time", "Step", "Post", "Short remark")], "rows": lines,
         "widths": [1, 3, 3, 3]},
        {"title": gettext("Crew"), "heads": [gettext("Part"), gettext("Who")], "rows": crew, "widths": [1, 2]},
    ]  # fmt: skip
    return _form(row, gettext("Reception plan"), at, facts, sections, [gettext("Set by"), gettext("Host of the house")])


def who_rows(row: Reception) -> list[list[str]]:
    """The guests as the crew learns to know them (VIPP-027): place in the party, name, position, how one speaks to them."""
    return [
        [f"{each.number} ★" if each.principal else str(each.number), (name := each.profile.person.name), each.position,
         polite_name(name, surname_of(name), each.position, english=False), row.party]
        for each in row.guests.select_related("profile__person")
    ]  # fmt: skip


def who_pdf(row: Reception, actor: Any, at: datetime) -> bytes:
    """Who comes, for those who receive them: no picture, no plate, no wish. Each print is in the journal."""
    heads = [gettext(word) for word in ("No.", "Full name", "Position", "Form of address", "Visiting party")]
    sections = [{"heads": heads, "rows": who_rows(row), "widths": [1, 2, 3, 2, 3]}]
    facts = [[gettext("Arrives"), _moment(row, row.arrives_at)], [gettext("Entrance used"), row.entrance]]
    record(site=row.site, at=at, actor=actor, action="guests.print", subject=(RECEPTION, row.pk))
    return _form(row, gettext("Who is who"), at, facts, sections, [])


def welcome_pdf(row: Reception, guest: PartyGuest) -> bytes:
    """A welcome board for one guest, A4 on the desk of the lounge: the name and whose guest it is, nothing else (VIPP-006)."""
    card = {"name": gettext("Welcome, %(name)s") % {"name": guest.profile.person.name}, "line": row.site.name}
    return render_pdf(
        "documents/place_card.typ", {"cards": [card], "width_mm": 297, "height_mm": 105}, strict_glyphs=True
    )


def logistics_pdf(row: Reception, guest: PartyGuest, at: datetime) -> bytes:
    """A guest's sheet: what is arranged for him and for all, in the order of time."""
    found = row.logistics.filter(Q(guest=guest) | Q(guest=None), dropped_at=None).select_related("by").order_by("at")
    lines = [[_moment(row, each.at), gettext(each.sort.label), each.what, str(each.by or "")] for each in found]
    facts = [[gettext("Full name"), guest.profile.person.name], [gettext("Position"), guest.position]]
    heads = [gettext(word) for word in ("When", "What kind", "What", "Who sees to it")]
    sections = [{"heads": heads, "rows": lines, "widths": [2, 2, 4, 2]}]
    return _form(row, gettext("Logistics sheet"), at, facts, sections, [])


def kitchen_pdf(row: Reception, lines: list[str], at: datetime) -> bytes:
    """The kitchen's card: diets without a name."""
    facts = [[gettext("Guests"), str(row.heads)], [gettext("Arrives"), _moment(row, row.arrives_at)]]
    rows = [[str(n), line] for n, line in enumerate(lines, 1)]
    sections = [{"heads": [gettext("No."), gettext("Diet and allergies")], "rows": rows, "widths": [1, 9]}]
    return _form(row, gettext("Card of diets"), at, facts, sections, [gettext("Kitchen")])


def phrases_pdf(site: Any, situation: Situation, language: str, title: str, at: datetime) -> bytes:
    """A card of the phrases of one situation in Chinese and another language."""
    rows = [[each.words["zh"], each.words[language]] for each in situation.phrases if language in each.words]
    data = {
        "site": site.name, "title": title, "printed": f"{local(site, at):%Y-%m-%d}",
        "sections": [{"heads": ["中文", language], "rows": rows, "widths": [1, 1]}],
    }  # fmt: skip
    return render_pdf("documents/form.typ", data)


def _moment(row: Reception, moment: datetime) -> str:
    return f"{local(row.site, moment):%m-%d %H:%M}"


def _form(
    row: Reception, title: str, at: datetime, facts: list[list[str]], sections: list[dict[str, Any]], signed: list[str]
) -> bytes:
    data = {
        "site": row.site.name, "title": title, "number": row.number, "printed": f"{local(row.site, at):%Y-%m-%d %H:%M}",
        "facts": facts, "sections": sections, "signatures": signed,
    }  # fmt: skip
    return render_pdf("documents/form.typ", data)
