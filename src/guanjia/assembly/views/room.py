"""The attendee's page of the meeting: agenda, papers, votes, speaking list, questions. No account; the address is the key."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guanjia.assembly.actions import floor, presence
from guanjia.assembly.actions.minutes import confirm_minutes
from guanjia.assembly.actions.noting import topic_of
from guanjia.assembly.actions.papers import opened
from guanjia.assembly.actions.tablets import free_tablet, used
from guanjia.assembly.actions.voting import cast_vote
from guanjia.assembly.forms.assembly import QuestionForm, SpeakForm
from guanjia.assembly.models import MeetingPaper, Minutes
from guanjia.assembly.queries.papers import page_for, readable
from guanjia.assembly.queries.rooming import room_facts
from guanjia.assembly.queries.rooms import Reader, SignedOut, is_over, reader_of, tablet_token
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.views.common import number_in
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.people.public import public_page

RoomView = Callable[..., HttpResponse]


def room_page(view: RoomView) -> RoomView:
    """Find the reader of the address. A forged one is 404 with one sentence, a meeting that is long over 410, a tablet that was left

    goes back to its sign-in page. Nothing of such a page is kept by any cache.
    """

    @never_cache
    @public_page
    @wraps(view)
    def found(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            reader = reader_of(token, writes=request.method == "POST")
        except SignedOut as left:
            return _private(redirect("assembly_tablet", tablet_token(left.tablet)))
        if reader is None or reader.assembly.event.secrecy == "controlled":
            return _private(render(request, "portal/link_unknown.html", status=404))
        at = site_now(reader.assembly.site)
        if is_over(reader.assembly, at):
            site: Site = reader.assembly.site
            context = {"site": site, "phone": site.settings.get("phone", ""), "reason": _("The meeting is over.")}
            return _private(render(request, "portal/link_spent.html", context, status=410))
        if reader.tablet is not None and view.__name__ != "ping" and "HX-Request" not in request.headers:
            used(reader.tablet, at)  # a page that renews itself is nobody's hand on the tablet
        presence.heard(attendee=reader.attendee, at=at)
        return _private(view(request, token, reader, at, *args, **kwargs))

    return found  # type: ignore[return-value]


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the token and must not travel to another host."""
    response.setdefault("Referrer-Policy", "same-origin")
    return response


@room_page
def room(request: HttpRequest, token: str, reader: Reader, at: Any) -> HttpResponse:
    """The page itself; the part that changes renews itself when the meeting does."""
    return _room(request, token, reader, at)


def _room(request: HttpRequest, token: str, reader: Reader, at: Any, status: int = 200, **forms: Any) -> HttpResponse:
    context = room_facts(reader, at) | {
        "token": token,
        "topic": topic_of(reader.assembly),
        "speak_form": SpeakForm(),
        "question_form": QuestionForm(initial={"key": secrets.token_urlsafe(16)}),
        "vote_key": secrets.token_urlsafe(16),
    }
    return render(request, "assembly/room.html", context | forms, status=status)


@require_POST
@room_page
def act(request: HttpRequest, token: str, reader: Reader, at: Any, verb: str) -> HttpResponse:
    """Join, leave, vote, ask to speak, give up, ask a question, confirm the minutes, hand the tablet back."""
    attendee = reader.attendee
    try:
        if verb == "vote":
            return _vote(request, token, reader, at)
        if verb == "join" and reader.tablet is None:
            presence.join_from_afar(attendee=attendee, at=at)
        elif verb == "leave":
            presence.leave_line(attendee=attendee, at=at)
        elif verb == "speak":
            floor.ask_to_speak(attendee=attendee, topic=request.POST.get("topic", "")[:120], at=at)
            messages.success(request, _("You are on the speaking list."))
        elif verb == "give-up":
            speech = (
                attendee.assembly.speeches.select_related("assembly__site")
                .filter(attendee=attendee, state="waiting")
                .first()
            )
            if speech is not None:
                floor.give_up_speaking(speech=speech, actor=None, at=at)
        elif verb == "ask":
            return _ask(request, token, reader, at)
        elif verb == "confirm":
            _confirm(request, reader, at)
        elif verb == "free" and reader.tablet is not None:
            free_tablet(tablet=reader.tablet, at=at)
            return redirect("assembly_tablet", tablet_token(reader.tablet))
        else:
            raise Http404
    except (AssemblyRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
        return _room(request, token, reader, at, status=422)
    return redirect("assembly_room", token)


def _vote(request: HttpRequest, token: str, reader: Reader, at: Any) -> HttpResponse:
    voted = cast_vote(
        attendee=reader.attendee, motion_id=number_in(request, "motion"), option=request.POST.get("option", ""),
        key=request.POST.get("key", ""), seen_rev=number_in(request, "rev"), at=at,
    )  # fmt: skip
    said = _("Your vote is changed.") if voted.changed else _("Your vote is in.")
    messages.success(
        request,
        f"{said} {_('Receipt: %(receipt)s. You find it again in the published list.') % {'receipt': voted.receipt}}",
    )
    return redirect("assembly_room", token)


def _ask(request: HttpRequest, token: str, reader: Reader, at: Any) -> HttpResponse:
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            floor.ask_question(
                attendee=reader.attendee, words=form.cleaned_data["words"], key=form.cleaned_data["key"], at=at
            )
            messages.success(request, _("Your question is with the clerk."))
            return redirect("assembly_room", token)
        except AssemblyRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return _room(request, token, reader, at, status=422, question_form=form)


def _confirm(request: HttpRequest, reader: Reader, at: Any) -> None:
    row = Minutes.objects.select_related("assembly__site").filter(assembly=reader.assembly).first()
    if row is None:
        raise Http404
    confirm_minutes(minutes=row, rev=number_in(request, "rev"), chair=reader.attendee, actor=None, at=at)
    messages.success(request, _("The minutes are confirmed."))


@room_page
def paper(request: HttpRequest, token: str, reader: Reader, at: Any, paper_id: int, page: int = 1) -> HttpResponse:
    """A paper, one page at a time."""
    found = _paper(reader, paper_id)
    if not 1 <= page <= found.pages:
        raise Http404
    opened(paper=found, attendee=reader.attendee, at=at)
    context = {
        "site": reader.assembly.site,
        "assembly": reader.assembly,
        "token": token,
        "topic": topic_of(reader.assembly),
        "paper": found,
        "page": page,
        "before": page - 1 if page > 1 else None,
        "after": page + 1 if page < found.pages else None,
    }
    return render(request, "assembly/paper.html", context)


@room_page
def picture(request: HttpRequest, token: str, reader: Reader, at: Any, paper_id: int, page: int) -> HttpResponse:
    """The page as a picture with the reader's name and the time across it; no cache keeps it."""
    found = _paper(reader, paper_id)
    guest = reader.attendee.guest
    unit = guest.delegation.name if guest.delegation else ""
    words = " ".join(part for part in (guest.name, unit, f"{local(reader.assembly.site, at):%Y-%m-%d %H:%M}") if part)
    drawn = page_for(found, page, words)
    if drawn is None:
        raise Http404
    response = HttpResponse(drawn, content_type="image/png")
    response["Cache-Control"] = "no-store, private"
    return response


def _paper(reader: Reader, paper_id: int) -> MeetingPaper:
    found = next(
        (row for row in readable(reader.attendee, on_tablet=reader.tablet is not None) if row.pk == paper_id), None
    )
    if found is None:
        raise Http404
    return found


@room_page
def ping(request: HttpRequest, token: str, reader: Reader, at: Any) -> HttpResponse:
    """The line is alive (`room_page` has noted it)."""
    return HttpResponse(status=204)
