"""Papers and tablets of a meeting, as the clerk handles them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.assembly.actions.papers import add_paper, clear_papers, give_out, take_back
from guanjia.assembly.actions.tablets import make_tablet, revoke_tablet
from guanjia.assembly.forms.assembly import PaperForm, TabletForm
from guanjia.assembly.models import MeetingPaper, SharedTablet
from guanjia.assembly.permissions import keeps_assembly, sees_assembly
from guanjia.assembly.queries.rooms import tablet_token
from guanjia.assembly.rules.states import AssemblyState
from guanjia.assembly.views.common import Refusal, assembly_of, number_in, say_refusal, tried
from guanjia.foundation.documents.public import qr_image
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page


@require_page(sees_assembly, write=keeps_assembly)
def papers(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The papers with how many have opened each; POST adds one."""
    found = assembly_of(request, pk)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            add_paper(
                assembly=found, upload=file, name=file.name, title=form.cleaned_data["title"], actor=request.user,
                at=site_now(request.site),
            )  # fmt: skip
            messages.success(request, _("Added. Nobody sees it before it is given out."))
            return redirect("assembly:papers", site_code, pk)
        except Refusal as refused:
            say_refusal(form, refused)
    context = {
        "assembly": found,
        "event": found.event,
        "form": form,
        "papers": MeetingPaper.objects.filter(assembly=found).annotate(readers=Count("readings")),
        "keeps": keeps_assembly(request.user, request.site),
        "over": found.stage is AssemblyState.CLOSED,
    }
    return render(request, "assembly/papers.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(keeps_assembly)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Give out what waits, take one back, clear everything away."""
    found = assembly_of(request, pk)
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    if verb == "out":
        tried(request, lambda: give_out(assembly=found, **who), _("Given out."))
    elif verb == "clear":
        tried(request, lambda: clear_papers(assembly=found, **who), _("Nothing of the papers is left on any screen."))
    elif verb == "back":
        paper = get_object_or_404(MeetingPaper, assembly=found, pk=number_in(request, "paper"))
        tried(request, lambda: take_back(paper=paper, **who))
    else:
        raise Http404
    return redirect("assembly:papers", site_code, pk)


@require_page(keeps_assembly)
def tablets(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Tablets of the house for this meeting: POST sets one up (or gives it a new address), or switches one off."""
    found = assembly_of(request, pk)
    form = TabletForm(request.POST if "name" in request.POST else None)
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    if request.method == "POST" and "off" in request.POST:
        row = get_object_or_404(
            SharedTablet.objects.select_related("assembly__site"), assembly=found, pk=number_in(request, "off")
        )
        tried(request, lambda: revoke_tablet(tablet=row, **who), _("Switched off."))
        return redirect("assembly:tablets", site_code, pk)
    if request.method == "POST" and form.is_valid():
        made: list[SharedTablet] = []
        if tried(request, lambda: made.append(make_tablet(assembly=found, name=form.cleaned_data["name"], **who))):
            return redirect(f"{reverse('assembly:tablets', args=[site_code, pk])}?show={made[0].pk}")
    rows = list(
        SharedTablet.objects.filter(assembly=found, revoked_at=None).select_related("attendee__guest").order_by("name")
    )
    shown = next((row for row in rows if str(row.pk) == request.GET.get("show", "")), None)
    link = request.build_absolute_uri(reverse("assembly_tablet", args=[tablet_token(shown)])) if shown else ""
    context = {
        "assembly": found,
        "event": found.event,
        "form": form,
        "rows": rows,
        "shown": shown,
        "link": link,
        "qr": qr_image(link) if link else "",
    }
    return render(request, "assembly/tablets.html", context, status=422 if form.errors else 200)
