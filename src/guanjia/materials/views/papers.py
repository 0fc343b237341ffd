"""One paper: printed, packed, laid out, replaced by a new version; its copies, its readers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.conference.public import Guest
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.typed import numbers
from guanjia.materials.actions.handing import lay_out, reassign
from guanjia.materials.actions.listing import drop_paper
from guanjia.materials.actions.moving import move_paper
from guanjia.materials.actions.printing import new_version, pack_paper, print_paper
from guanjia.materials.actions.reading import clear_paper, make_readers, put_file, token_of
from guanjia.materials.models import Copy, Paper
from guanjia.materials.permissions import hands_papers, plans_papers, sees_papers
from guanjia.materials.queries.heads import heads_of, readers_of, spare_of, wanted_of
from guanjia.materials.queries.papers import label_data, uncovered
from guanjia.materials.rules.recall import recall_of
from guanjia.materials.rules.refusals import PaperRefused
from guanjia.materials.rules.states import (
    GIVEN_OUT,
    ON_PAPER,
    PAPER,
    Form,
    Kind,
    Packing,
    PaperState,
    Source,
)
from guanjia.materials.views.common import number_in, paper_of, pdf, tried, typed
from guanjia.people.public import require_page


@require_GET
@require_page(sees_papers)
def paper(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """A paper with its copies, its readers and what happened."""
    row = paper_of(request, pk)
    copies = list(row.copies.select_related("meant_for__delegation", "holder"))
    heads, spare = heads_of(row.event), spare_of(row.event)
    form = Form(row.form)
    context = {
        "paper": row,
        "event": row.event,
        "kind": Kind(row.kind),
        "form_of": form,
        "source": Source(row.source),
        "packing": Packing(row.packing),
        "on_paper": form in ON_PAPER,
        "electronic": form is not Form.PRINTED,
        "listed": row.stage is PaperState.LISTED,
        "given_out": row.stage in GIVEN_OUT,
        "laid": row.packing == Packing.ON_SEATS,
        "copies": copies,
        "count": recall_of([copy.stage for copy in copies]),
        "wanted": wanted_of(row, heads, spare),
        "heads": heads,
        "spare": spare,
        "uncovered": uncovered(row),
        "given": row.hand_outs.filter(back_at=None).count(),
        "readers": [(reader, token_of(reader)) for reader in row.readers.select_related("guest")],
        "newer": Paper.objects.filter(replaces=row).first(),
        "plans": plans_papers(request.user, request.site),
        "hands": hands_papers(request.user, request.site),
        "history": timeline((PAPER, row.pk)),
    }
    return render(request, "materials/paper.html", context)


@require_POST
@require_page(plans_papers)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """What planners do with a paper."""
    row, at = paper_of(request, pk), site_now(request.site)
    who: dict[str, Any] = {"actor": request.user, "at": at}
    reason = typed(request, "reason")

    def version() -> None:
        nonlocal row
        row = new_version(paper=row, reason=reason, **who)

    deeds = {
        "print": lambda: print_paper(
            paper=row,
            count=number_in(request, "count"),
            reason=reason,
            pages=number_in(request, "pages") if typed(request, "pages") else None,
            **who,
        ),
        "version": version,
        "drop": lambda: drop_paper(paper=row, reason=reason or _("not needed"), **who),
        "back": lambda: move_paper(paper=row, to=PaperState.LISTED, action="paper.list", **who),
        "file": lambda: _file(request, row, who),
        "readers": lambda: make_readers(paper=row, guests=_readers(request, row), **who),
        "clear": lambda: clear_paper(paper=row, **who),
        "reassign": lambda: _reassign(request, row, who),
    }
    if verb not in deeds:
        raise Http404
    tried(request, deeds[verb])
    return redirect("materials:paper", site_code, row.pk)


@require_POST
@require_page(hands_papers)
def hand(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """What the crew does with a paper: pack it, lay it on the seats."""
    row, at = paper_of(request, pk), site_now(request.site)
    deeds = {
        "pack": lambda: pack_paper(paper=row, actor=request.user, at=at),
        "lay": lambda: lay_out(paper=row, actor=request.user, at=at),
    }
    if verb not in deeds:
        raise Http404
    tried(request, deeds[verb])
    return redirect("materials:paper", site_code, pk)


def _file(request: HttpRequest, row: Paper, who: dict[str, Any]) -> None:
    upload = request.FILES.get("file")
    if upload is None:
        raise PaperRefused("file", _("Choose a file."))
    put_file(paper=row, upload=upload, name=upload.name or "paper.pdf", **who)


def _readers(request: HttpRequest, row: Paper) -> list[Guest]:
    """Everybody who comes, or those that were ticked."""
    chosen = set(numbers(request.POST.getlist("guest")))
    return [guest for guest in readers_of(row.event) if not chosen or guest.pk in chosen]


def _reassign(request: HttpRequest, row: Paper, who: dict[str, Any]) -> None:
    copy = Copy.objects.select_related("paper__site", "site", "holder").filter(
        paper=row, number=typed(request, "copy", 40)
    ).first()  # fmt: skip
    if copy is None:
        raise PaperRefused("copy", _("No copy bears this number."))
    name = typed(request, "guest", 80)
    found = [each for each in readers_of(row.event) if name in {each.name, str(each.pk)}] if name else []
    if name and len(found) != 1:
        raise PaperRefused("guest", _("%(name)s is not expected at this meeting.") % {"name": name})
    reassign(copy=copy, guest=found[0] if found else None, reason=typed(request, "reason"), **who)


@require_GET
@require_page(hands_papers)
def labels(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Labels of the bags, in packing order."""
    row = paper_of(request, pk)
    return pdf("documents/label.typ", label_data(row), f"labels-{row.pk}")
