"""The clerk's page: what is on, who is there, what is voted on, who speaks, what is asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.assembly.actions import floor
from guanjia.assembly.actions.assembling import adjourn, adjust, open_assembly, set_up
from guanjia.assembly.actions.noting import ASSEMBLY, topic_of
from guanjia.assembly.actions.servers import failing_server
from guanjia.assembly.forms.assembly import SettingsForm
from guanjia.assembly.models import Assembly, Question, SpeechRequest
from guanjia.assembly.permissions import keeps_assembly, keeps_servers, sees_assembly
from guanjia.assembly.queries.agenda import items_of
from guanjia.assembly.queries.attendance import attendance_of
from guanjia.assembly.queries.motions import cards_of
from guanjia.assembly.queries.rooming import carrier
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import QuestionState, SpeechState, Video
from guanjia.assembly.rules.tally import Quorum
from guanjia.assembly.views.common import assembly_of, event_of, number_in, say_refusal, tried
from guanjia.conference.public import Block
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page


@require_page(sees_assembly, write=keeps_assembly)
def event(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The meetings of an event in their rooms; POST with `block` sets one up on screens."""
    found = event_of(request, ref)
    blocks = list(Block.objects.filter(event=found).select_related("room", "site", "event").order_by("starts_at", "pk"))
    if request.method == "POST":
        block = next((each for each in blocks if each.pk == number_in(request, "block")), None)
        if block is None:
            raise Http404
        made: list[Assembly] = []
        if tried(request, lambda: made.append(set_up(block=block, actor=request.user, at=site_now(request.site)))):
            return redirect("assembly:console", site_code, made[0].pk)
        return redirect("assembly:event", site_code, ref)
    known = {row.block_id: row for row in Assembly.objects.filter(event=found)}
    rows = [(block, known.get(block.pk)) for block in blocks]
    if request.method == "GET" and len(rows) == 1 and rows[0][1] is not None:
        return redirect("assembly:console", site_code, rows[0][1].pk)
    context = {"event": found, "rows": rows, "keeps": keeps_assembly(request.user, request.site)}
    return render(request, "assembly/event.html", context)


@require_page(sees_assembly)
def console(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Everything the clerk needs while the meeting runs, on one page that renews itself."""
    found = assembly_of(request, pk)
    at = site_now(request.site)
    now = attendance_of(found, at)
    speeches = SpeechRequest.objects.filter(assembly=found).select_related("attendee__guest__delegation")
    questions = Question.objects.filter(assembly=found).select_related("attendee__guest")
    context = {
        "assembly": found,
        "event": found.event,
        "topic": topic_of(found),
        "now": now,
        "quorate": now.quorate(Quorum.HALF),
        "items": items_of(found, at),
        "cards": cards_of(found),
        "speaking": next((row for row in speeches if row.stage is SpeechState.SPEAKING), None),
        "waiting": [row for row in speeches if row.stage is SpeechState.WAITING],
        "questions": [row for row in questions if row.stage in (QuestionState.ASKED, QuestionState.SHOWN)],
        "silent": failing_server(found),
        "keeps": keeps_assembly(request.user, request.site),
        "history": timeline((ASSEMBLY, found.pk))[:30],
    }
    return render(request, "assembly/console.html", context)


@require_POST
@require_page(keeps_assembly)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Open and adjourn, call and end a speaker, order the list, let questions through."""
    found = assembly_of(request, pk)
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    if verb == "open":
        tried(request, lambda: open_assembly(assembly=found, **who), _("The meeting is open."))
    elif verb == "adjourn":
        tried(request, lambda: adjourn(assembly=found, **who), _("The meeting is adjourned."))
    elif verb == "end-speech":
        tried(request, lambda: floor.end_speech(assembly=found, **who))
    elif verb in ("call", "up", "drop"):
        speech = get_object_or_404(
            SpeechRequest.objects.select_related("assembly__site"), assembly=found, pk=number_in(request, "speech")
        )
        deed = {"call": floor.call_speaker, "up": floor.move_up, "drop": floor.give_up_speaking}[verb]
        tried(request, lambda: deed(speech=speech, **who))
    elif verb in ("show", "answer", "refuse"):
        question = get_object_or_404(Question, assembly=found, pk=number_in(request, "question"))
        to = {"show": QuestionState.SHOWN, "answer": QuestionState.ANSWERED, "refuse": QuestionState.REFUSED}[verb]
        answer = request.POST.get("answer", "")
        tried(request, lambda: floor.move_question(question=question, to=to, answer=answer, **who))
    else:
        raise Http404
    return redirect("assembly:console", site_code, pk)


@require_page(keeps_assembly)
def settings(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Chair, telephones, people from afar, video."""
    found = assembly_of(request, pk)
    names = ("own_devices", "remote", "video", "video_url", "video_code")
    initial = {name: getattr(found, name) for name in names} | {"chair": found.chair_id}
    form = SettingsForm(request.POST or None, assembly=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chair = data["chair"]
        told = {name: data[name] for name in names} | {"video": Video(data["video"])}
        try:
            adjust(
                assembly=found, **told, chair_id=chair.pk if chair else None, actor=request.user,
                at=site_now(request.site),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("assembly:console", site_code, pk)
        except (AssemblyRefused, SecretRefused) as refused:
            say_refusal(form, refused)
    context = {
        "assembly": found,
        "event": found.event,
        "form": form,
        "service": carrier(found),
        "manages": keeps_servers(request.user, request.site),
    }
    return render(request, "assembly/settings.html", context, status=422 if form.errors else 200)


@require_page(sees_assembly)
def wall(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The screen in the hall: the open vote and how many have voted, or the last result; never a number before the close."""
    found = assembly_of(request, pk)
    at = site_now(request.site)
    cards = cards_of(found)
    shown = next((card for card in cards if card.is_open), None) or max(
        (card for card in cards if card.motion.closed_at), key=lambda card: card.motion.closed_at, default=None
    )
    speaking = SpeechRequest.objects.filter(assembly=found, state=SpeechState.SPEAKING).select_related(
        "attendee__guest"
    )
    context = {
        "assembly": found,
        "event": found.event,
        "topic": topic_of(found),
        "card": shown,
        "item": next((item for item in items_of(found, at) if item.state == "running"), None),
        "speaking": speaking.first(),
        "shown": Question.objects.filter(assembly=found, state=QuestionState.SHOWN).select_related("attendee__guest")[
            :3
        ],
        "now": attendance_of(found, at),
        "internal": found.event.secrecy != "ordinary",
    }
    return render(request, "assembly/wall.html", context)
