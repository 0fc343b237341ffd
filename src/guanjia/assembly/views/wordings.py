"""A text that is worded together: the reader's page without an account, and the clerk's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guanjia.assembly.actions.noting import topic_of
from guanjia.assembly.actions.wordings import add_passage, close_wording, hold_passage, open_wording, save_passage
from guanjia.assembly.forms.assembly import WordingForm
from guanjia.assembly.models import Passage, Wording
from guanjia.assembly.permissions import keeps_assembly, sees_assembly
from guanjia.assembly.queries.rooms import Reader
from guanjia.assembly.queries.wordings import open_to, shown_of
from guanjia.assembly.rules.refusals import AssemblyRefused, TextStale
from guanjia.assembly.rules.states import AssemblyState
from guanjia.assembly.views.common import assembly_of, number_in, say_refusal, tried
from guanjia.assembly.views.room import room_page
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import typed
from guanjia.people.public import require_page


@room_page
def wording(request: HttpRequest, token: str, reader: Reader, at: Any, wording_id: int) -> HttpResponse:
    """Read it; POST takes a passage in hand, saves it, or adds one. Who was slower sees both and decides (409)."""
    mine = open_to(reader.attendee, on_tablet=reader.tablet is not None)
    found = next((row for row in mine if row.pk == wording_id), None)
    if found is None:
        return render(request, "portal/link_unknown.html", status=404)
    draft: dict[str, Any] = {
        "chosen": _passage(found, request.GET.get("passage")),
        "adds": request.GET.get("after", ""),
    }
    status = 200
    if request.method == "POST":
        answer = _written(request, token, reader, found, at)
        if isinstance(answer, HttpResponse):
            return answer
        draft, status = draft | answer, answer["status"]
    context = draft | {
        "site": reader.assembly.site, "assembly": reader.assembly, "token": token, "topic": topic_of(reader.assembly),
        "wording": found, "rows": shown_of(found, at, reader.attendee),
        "on": reader.assembly.stage is AssemblyState.OPEN and found.closed_at is None,
    }  # fmt: skip
    return render(request, "assembly/wording.html", context, status=status)


def _passage(found: Wording, key: str | None) -> Passage | None:
    return Passage.objects.filter(wording=found, pk=typed.number(key)).first() if key else None


def _written(
    request: HttpRequest, token: str, reader: Reader, found: Wording, at: Any
) -> HttpResponse | dict[str, Any]:
    """What was asked for is done and the page shown anew, or what the page needs to say why not; what was typed stays."""
    chosen, words = _passage(found, request.POST.get("passage")), request.POST.get("words", "")
    who: dict[str, Any] = {"attendee": reader.attendee, "at": at}
    back = redirect("assembly_wording", token, found.pk)
    try:
        if request.POST.get("do") == "hold" and chosen is not None:
            hold_passage(passage=chosen, **who)
            back["Location"] += f"?passage={chosen.pk}#write"
        elif chosen is not None:
            save_passage(passage=chosen, words=words, seen_rev=number_in(request, "rev"), **who)
        else:
            add_passage(wording=found, after=number_in(request, "after"), words=words, **who)
        return back
    except TextStale as stale:
        told = {"theirs": stale.now, "rev": stale.rev, "error": str(stale), "status": 409}
    except (AssemblyRefused, SecretRefused) as refused:
        told = {"error": str(refused), "rev": number_in(request, "rev"), "status": 422}
    return told | {"chosen": chosen, "mine": words, "adds": "" if chosen else request.POST.get("after", "0")}


@require_page(sees_assembly, write=keeps_assembly)
def wordings(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The clerk lays texts before the meeting and closes them."""
    found, at = assembly_of(request, pk), site_now(request.site)
    who: dict[str, Any] = {"actor": request.user, "at": at}
    if request.method == "POST" and "close" in request.POST:
        row = get_object_or_404(
            Wording.objects.select_related("assembly__site", "assembly__event"),
            assembly=found,
            pk=number_in(request, "close"),
        )
        tried(request, lambda: close_wording(wording=row, **who), _("The text is closed."))
        return redirect("assembly:wordings", site_code, pk)
    form = WordingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_wording(assembly=found, title=form.cleaned_data["title"], text=form.cleaned_data["text"], **who)
            messages.success(request, _("The text lies before the meeting."))
            return redirect("assembly:wordings", site_code, pk)
        except (AssemblyRefused, SecretRefused) as refused:
            say_refusal(form, refused)
    context = {
        "assembly": found, "event": found.event, "form": form, "topic": topic_of(found),
        "keeps": keeps_assembly(request.user, request.site),
        "rows": [(row, shown_of(row, at)) for row in Wording.objects.filter(assembly=found)],
        "over": found.stage is AssemblyState.CLOSED,
    }  # fmt: skip
    return render(request, "assembly/wordings.html", context, status=422 if form.errors else 200)
