"""A conference programme is looked at, then taken over."""

import io
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.import_programme import import_programme
from guanjia.conference.actions.programme_report import ImportReport
from guanjia.conference.forms.programme import ProgrammeForm, TakeOverForm, pack
from guanjia.conference.permissions import can_plan
from guanjia.conference.rules.programme.rows import Unreadable
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import Regime
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import require_page

SHOWN = 200
MOST_TOLD = 5
FORM = "conference/programme_import.html"


@require_page(can_plan)
def programme(request: HttpRequest, site_code: str) -> HttpResponse:
    """The upload, and below it what taking the file over would do. Nothing is kept of a file that is only looked at."""
    if request.method != "POST":
        return render(request, FORM, {"form": ProgrammeForm()})
    form = ProgrammeForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, FORM, {"form": form}, status=422)
    upload, given = form.cleaned_data["file"], form.cleaned_data
    content, name = upload.read(), PurePath(upload.name).stem[:200] or _("Imported programme")
    fields = {"name": name} | {key: given[key] for key in ("event", "zone", "regime", "meeting_class")}
    report, refusal = _run(request, content, fields, only_look=True)
    if report is None:
        form.add_error("file", refusal)
        return render(request, FORM, {"form": form}, status=422)
    step = TakeOverForm(initial={"payload": pack(content), **fields})
    return render(request, FORM, {"form": ProgrammeForm(), "step": step, **_shown(report)})


@require_page(can_plan)
@require_POST
def take_over(request: HttpRequest, site_code: str) -> HttpResponse:
    """The second step: carry out what was shown. Sent twice it finds everything unchanged the second time."""
    step = TakeOverForm(request.POST)
    if not step.is_valid():
        messages.error(request, _("The file did not arrive whole. Choose it again."))
        return redirect("conference:programme", site_code)
    report, refusal = _run(request, step.cleaned_data["payload"], step.cleaned_data, only_look=False)
    if report is None:
        messages.error(request, refusal)
        return redirect("conference:programme", site_code)
    if not report.event:
        messages.error(request, _("No session of the file could be taken over."))
        return redirect("conference:programme", site_code)
    words = _("Programme taken over: %(created)d new, %(updated)d changed, %(moved)d moved, %(withdrawn)d withdrawn.")
    messages.success(request, words % vars(report))
    if report.rejected or report.overlaps:
        words = _("%(rejected)d sessions were rejected, %(overlaps)d rooms are wanted twice.")
        messages.warning(request, words % {"rejected": len(report.rejected), "overlaps": len(report.overlaps)})
    for breach in report.breaches[:MOST_TOLD]:
        messages.warning(request, breach)
    return redirect("conference:event", site_code, report.event)


def _run(
    request: HttpRequest, content: bytes, fields: dict[str, Any], *, only_look: bool
) -> tuple[ImportReport | None, str]:
    """The report, or None and why the file is refused."""
    site: Site = request.site  # type: ignore[assignment]
    try:
        report = import_programme(
            site=site,
            stream=io.BytesIO(content),
            name=fields["name"],
            actor=request.user,
            at=site_now(site),
            event_ref=fields["event"],
            zone=fields["zone"],
            regime=Regime(fields["regime"]) if fields["regime"] else None,
            meeting_class=int(fields["meeting_class"]) if fields["meeting_class"] else None,
            only_look=only_look,
        )
    except Unreadable as unreadable:
        return None, _(unreadable.message) % unreadable.params
    except Refused as refused:
        return None, refused.message
    except SecretRefused as secret:
        return None, str(secret)
    return report, ""


def _shown(report: ImportReport) -> dict[str, Any]:
    """The report for the page: at most 200 lines of each list, and how many more there are."""
    return {
        "report": report,
        "rejected": report.rejected[:SHOWN],
        "more_rejected": max(len(report.rejected) - SHOWN, 0),
        "overlaps": report.overlaps[:SHOWN],
        "placed": report.placed[:SHOWN],
        "breaches": report.breaches[:SHOWN],
        "moves": report.moves[:SHOWN],
        "more_moves": max(len(report.moves) - SHOWN, 0),
        "changes": report.created + report.updated + report.moved + report.withdrawn,
    }
