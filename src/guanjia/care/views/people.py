"""The personal-service file, greetings, special requests."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.care.actions import files, greeting, special
from guanjia.care.actions.refusals import CareRefused
from guanjia.care.forms import AllowForm, ChanceForm, DayForm, GreetForm, NoteForm
from guanjia.care.models import Greeting, SpecialRequest
from guanjia.care.permissions import cares
from guanjia.care.queries.lists import file_of, greetings, specials
from guanjia.care.rules.dates import CalendarKind, YearDay, lunar_words, next_on
from guanjia.care.rules.greetings import Occasion
from guanjia.care.rules.personal import Chance, MarkKind, NoteKind
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import ReasonNeeded, has_consent, seen_by
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Occupancy, is_auditor, require_page
from guanjia.places.public import Unit, units_in


@require_GET
@require_page(cares)
def file_page(request: HttpRequest, site_code: str, person_id: int) -> HttpResponse:
    """The file of a person of this site."""
    return _file(request, person_id)


def _file(
    request: HttpRequest, person_id: int, *, forms: dict[str, Any] | None = None, notes: Any = None, status: int = 200
) -> HttpResponse:
    person = get_object_or_404(seen_by(request.site), pk=person_id)
    file = file_of(request.site, person.pk)
    today = local(request.site, site_now(request.site)).date()
    days = [(each, on := next_on(each.year_day, today), lunar_words(on)) for each in (file.dates.all() if file else [])]
    held = set(file.marks.filter(until=None).values_list("kind", flat=True)) if file else set()
    context = {
        "person": person,
        "file": file,
        "consented": has_consent(person, files.PURPOSE, site=request.site),
        "by_message": has_consent(person, greeting.MESSAGES, site=request.site),
        "messages_text": greeting.MESSAGES_TEXT,
        "consent_text": files.CONSENT_TEXT,
        "marks": [(kind, kind.value in held) for kind in MarkKind],
        "days": days,
        "notes": notes,
        "note_form": NoteForm(),
        "day_form": DayForm(),
        "history": timeline((files.FILE, file.pk), limit=40) if file else [],
        "writes": not is_auditor(request.user, request.site),
    } | (forms or {})
    return render(request, "care/file.html", context, status=status)


@require_POST
@require_page(cares)
def file_act(request: HttpRequest, site_code: str, person_id: int, verb: str) -> HttpResponse:
    """One deed on a file; what was typed stays when it is refused."""
    person, post = get_object_or_404(seen_by(request.site), pk=person_id), request.POST
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    form: Any = {"note": NoteForm, "day": DayForm}.get(verb, lambda data: None)(post)
    if form is not None and not form.is_valid():
        return _file(request, person_id, forms={f"{verb}_form": form}, status=422)
    unit_id = (
        Occupancy.objects.filter(site=request.site, person=person)
        .order_by("-pk")
        .values_list("unit_id", flat=True)
        .first()
    )
    file = files.open_file(site=request.site, person=person, unit_id=unit_id, **who)
    try:
        if verb == "read":
            notes = files.read_notes(file=file, reason=post.get("reason", "")[:200], **who)
            return _file(request, person_id, notes=notes)
        _do(verb, file, post, form, who)
    except (CareRefused, SecretRefused, ReasonNeeded) as refused:
        if form is None:
            messages.error(request, str(refused))
            return redirect("care:file", site_code, person_id)
        form.add_error(None, str(refused))
        return _file(request, person_id, forms={f"{verb}_form": form}, status=422)
    return redirect("care:file", site_code, person_id)


def _do(verb: str, file: Any, post: Any, form: Any, who: dict[str, Any]) -> None:
    if verb == "consent":
        files.consent(file=file, how=post.get("how", "counter")[:40], **who)
    elif verb == "withdraw":
        files.withdraw(file=file, **who)
    elif verb == "messages":
        files.agree_to_messages(file=file, on=post.get("on") == "1", **who)
    elif verb == "mark" and post.get("kind") in set(MarkKind):
        files.mark(file=file, kind=MarkKind(post["kind"]), on=post.get("on") == "1", **who)
    elif verb == "note":
        files.note_preference(
            file=file, kind=NoteKind(form.cleaned_data["kind"]), text=form.cleaned_data["text"], **who
        )
    elif verb == "drop" and post.get("place", "").isdecimal():
        files.drop_note(file=file, place=int(post["place"]), **who)
    elif verb == "day":
        given = form.cleaned_data
        day = YearDay(CalendarKind(given["calendar"]), given["month"], given["day"], given["leap"])
        files.set_day(file=file, occasion=Occasion(given["occasion"]), day=day, **who)
    elif verb == "choose":
        files.choose(file=file, no_calls=bool(post.get("no_calls")), no_greetings=bool(post.get("no_greetings")), **who)
    elif verb == "visit":
        files.visit(file=file, words=post.get("words", "")[:300], **who)
    else:
        raise Http404


@require_GET
@require_page(cares)
def greetings_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Whom to greet, by day."""
    return _greetings(request, 200)


def _greetings(request: HttpRequest, status: int, bad: tuple[int, GreetForm] | None = None) -> HttpResponse:
    show = request.GET.get("show") or "due"
    page = Paginator(greetings(request.site, show=show), 50).get_page(request.GET.get("page"))
    for each in page.object_list:
        each.moon = lunar_words(each.on)
        each.form = bad[1] if bad and bad[0] == each.pk else GreetForm(auto_id=f"g{each.pk}_%s")
    context = {"page": page, "show": show, "writes": not is_auditor(request.user, request.site)}
    return render(request, "care/greetings.html", context, status=status)


@require_POST
@require_page(cares)
def greet(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Greeted, or left out for a reason."""
    row = get_object_or_404(Greeting.objects.select_related("site"), site=request.site, pk=pk)
    form = GreetForm(request.POST, auto_id=f"g{pk}_%s")
    if not form.is_valid():
        return _greetings(request, 422, (pk, form))
    words, who = form.cleaned_data["how"], {"actor": request.user, "at": site_now(request.site)}
    try:
        if request.POST.get("leave"):
            greeting.leave_out(greeting=row, why=words, **who)
        else:
            greeting.greet(greeting=row, how=words, **who)
    except CareRefused as refused:
        messages.error(request, str(refused))
    return redirect("care:greetings", site_code)


@require_page(cares)
def special_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Chances for personal service; a POST writes one down."""
    form = ChanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        unit = Unit.objects.filter(
            site=request.site, code__in=[given["unit"].strip(), *units_in(given["unit"])]
        ).first()
        try:
            if given["unit"].strip() and unit is None:
                raise CareRefused(_("There is no unit %(code)s.") % {"code": given["unit"]})
            special.see_chance(
                site=request.site, chance=Chance(given["chance"]), wish=given["wish"], unit_id=unit.pk if unit else None,
                actor=request.user, at=site_now(request.site),
            )  # fmt: skip
            return redirect("care:special", site_code)
        except (CareRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
    return _specials(request, form, 422 if form.errors else 200)


def _specials(
    request: HttpRequest, form: ChanceForm, status: int, bad: tuple[int, AllowForm] | None = None
) -> HttpResponse:
    show = request.GET.get("show") or "open"
    page = Paginator(specials(request.site, show=show), 20).get_page(request.GET.get("page"))
    for each in page.object_list:
        each.form = bad[1] if bad and bad[0] == each.pk else AllowForm(auto_id=f"s{each.pk}_%s")
    context = {"page": page, "form": form, "show": show, "writes": not is_auditor(request.user, request.site)}
    return render(request, "care/special.html", context, status=status)


@require_POST
@require_page(cares)
def special_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Allow, decline, carry out."""
    row = get_object_or_404(SpecialRequest.objects.select_related("site", "person"), site=request.site, pk=pk)
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    words = request.POST.get("words", "")[:1000]
    form = AllowForm(request.POST, auto_id=f"s{pk}_%s")
    try:
        if verb == "allow":
            if not form.is_valid():
                return _specials(request, ChanceForm(), 422, (pk, form))
            special.allow(request=row, **form.cleaned_data, **who)
        elif verb == "decline":
            special.decline(request=row, words=words, **who)
        elif verb == "done":
            special.carry_out(request=row, words=words, **who)
        else:
            raise Http404
    except MoveRefused:
        messages.error(request, _("Somebody was faster; look again."))
    except (CareRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("care:special", site_code)
