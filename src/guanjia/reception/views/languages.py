"""Languages of an event, interpreters, who of us speaks what, phrases at the point of use."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.public import Event
from guanjia.foundation.sites.public import setting, site_now
from guanjia.kernel import typed
from guanjia.people.public import is_staff, require_page
from guanjia.posts.public import posts_of
from guanjia.reception.actions import languages as actions
from guanjia.reception.actions.printing import phrases_pdf
from guanjia.reception.forms.languages import AssignForm, InterpreterForm, NeedForm, SkillForm, TermsForm
from guanjia.reception.models import Engagement, Interpreter, LanguageNeed, StaffLanguage, Term
from guanjia.reception.permissions import plans_receptions, sees_receptions
from guanjia.reception.queries.languages import demand_of, shifts_without_speakers
from guanjia.reception.queries.phrases import NAMES, TAGS, find_phrases, phrase_of, situations
from guanjia.reception.queries.site_settings import SPARE
from guanjia.reception.rules.languages import (
    OFFERED_AT_LARGE,
    Language,
    Mode,
    Skill,
    booths_needed,
    interpreters_needed,
    receivers_needed,
    turns,
)
from guanjia.reception.views.common import crew_of, event_of, pdf, tried


@require_page(sees_receptions)
def languages(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Which languages an event is interpreted into, by whom, in which turns; receivers; glossary."""
    event = event_of(request, ref)
    return render(request, "reception/languages.html", _context(request, event))


def _context(request: HttpRequest, event: Event, **more: Any) -> dict[str, Any]:
    rows = LanguageNeed.objects.filter(event=event, dropped_at=None).select_related("site", "event")
    needs = list(rows.order_by("starts_at", "pk"))
    interpreters = list(Interpreter.objects.filter(site=request.site, retired_at=None).select_related("person"))
    context = {
        "event": event,
        "needs": [_need(each, interpreters) for each in needs],
        "booths": booths_needed(each.way for each in needs),
        "fewer": event.large and 0 < len({each.language for each in needs}) < OFFERED_AT_LARGE,
        "offered": OFFERED_AT_LARGE,
        "terms": Term.objects.filter(event=event).order_by("language", "source"),
        "plans": plans_receptions(request.user, request.site),
        "form": NeedForm(
            site=request.site, initial={"starts_at": event.starts_at, "ends_at": event.ends_at, "listeners": 0}
        ),
        "terms_form": TermsForm(auto_id="terms_%s"),
    }
    return context | more


def _need(need: LanguageNeed, interpreters: list[Interpreter]) -> dict[str, Any]:
    held = list(need.engagements.filter(released_at=None).select_related("interpreter__person"))
    names = [each.interpreter.person.name for each in held if each.interpreter is not None]
    wanted = interpreters_needed(need.way, need.ends_at - need.starts_at)
    return {
        "need": need,
        "wanted": wanted,
        "short": max(0, wanted - len(names)),
        "held": held,
        "turns": turns(need.starts_at, need.ends_at, names) if need.way is not Mode.CONSECUTIVE else [],
        "receivers": receivers_needed(need.listeners, setting(need.site, SPARE)) if need.listeners else 0,
        "loans": actions.receivers_of(need),
        "form": AssignForm(
            able=[each for each in interpreters if need.language in each.languages], auto_id=f"assign{need.pk}_%s"
        ),
    }


@require_POST
@require_page(plans_receptions)
def fill(request: HttpRequest, site_code: str, ref: str, code: str) -> HttpResponse:
    """A language, or a pasted glossary."""
    event, told = event_of(request, ref), {"actor": request.user, "at": site_now(request.site)}
    if code == "need":
        form: Any = NeedForm(request.POST, site=request.site)
        if form.is_valid():
            data = form.cleaned_data
            data |= {"language": Language(data["language"]), "mode": Mode(data["mode"])}
            if tried(request, lambda: actions.need_language(event=event, **data, **told), "", form):
                return redirect("reception:languages", site_code, ref)
    elif code == "terms":
        form = TermsForm(request.POST, auto_id="terms_%s")
        if form.is_valid():
            given = {"language": Language(form.cleaned_data["language"]), "text": form.cleaned_data["text"]}
            if tried(request, lambda: actions.keep_terms(event=event, **given, **told), _("Kept."), form):
                return redirect("reception:languages", site_code, ref)
    else:
        raise Http404
    name = "form" if code == "need" else "terms_form"
    return render(request, "reception/languages.html", _context(request, event, **{name: form}), status=422)


@require_POST
@require_page(sees_receptions)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Assign, release, drop; receivers out and back."""
    rows = LanguageNeed.objects.select_related("site", "event")
    need = get_object_or_404(rows, pk=pk, site=request.site)
    told: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    given = request.POST
    if verb in {"assign", "release", "drop"} and not plans_receptions(request.user, request.site):
        raise Http404
    number = int(given["count"]) if given.get("count", "").isdecimal() and len(given["count"]) < 6 else -1
    if verb == "assign":
        found = get_object_or_404(Interpreter, pk=typed.number(given.get("interpreter", "")), site=request.site)
        tried(request, lambda: actions.assign_interpreter(need=need, interpreter=found, **told))
    elif verb == "release":
        engagement = get_object_or_404(
            Engagement.objects.select_related("need__site"), pk=typed.number(given.get("pk", "")), need=need
        )
        tried(request, lambda: actions.release_interpreter(engagement=engagement, **told))
    elif verb == "drop":
        tried(request, lambda: actions.drop_need(need=need, **told))
    elif verb == "lend":
        holder = given.get("holder", "")
        tried(request, lambda: actions.lend_receivers(need=need, count=number, holder=holder, **told))
    elif verb == "back":
        item = next((each for each in actions.receivers_of(need) if str(each.pk) == given.get("pk")), None)
        if item is None:
            raise Http404
        signature = given.get("signature", "")[:120]
        tried(request, lambda: actions.take_receivers_back(item=item, count=number, signature=signature, **told))
    else:
        raise Http404
    return redirect("reception:languages", site_code, need.event.ref)


@require_page(plans_receptions)
def interpreters(request: HttpRequest, site_code: str) -> HttpResponse:
    """Interpreters on file, who of us speaks what, shifts on which nobody does, demand by language and year."""
    at, site = site_now(request.site), request.site
    skills = request.method == "POST" and "user" in request.POST
    form = InterpreterForm(request.POST if request.method == "POST" and not skills else None)
    skill_form = SkillForm(request.POST if skills else None, site=site, people=crew_of(request, at), auto_id="skill_%s")
    told = {"site": site, "actor": request.user, "at": at}
    if skills and skill_form.is_valid():
        data = skill_form.cleaned_data
        skill = Skill(data["skill"]) if data["skill"] else None
        actions.set_skill(user=data["user"], language=Language(data["language"]), skill=skill, **told)
        return redirect("reception:interpreters", site_code)
    if request.method == "POST" and not skills and form.is_valid():
        data = form.cleaned_data | {"languages": [Language(code) for code in form.cleaned_data["languages"]]}
        if tried(request, lambda: actions.add_interpreter(**data, **told), "", form):
            return redirect("reception:interpreters", site_code)
    context = {
        "rows": [
            (each, [Language(code) for code in each.languages])
            for each in Interpreter.objects.filter(site=site, retired_at=None).select_related("person")
        ],
        "skills": [
            (each, Language(each.language))
            for each in StaffLanguage.objects.filter(site=site).select_related("user").order_by("language", "user")
        ],
        "bare": shifts_without_speakers(site, at),
        "demand": demand_of(site),
        "form": form,
        "skill_form": skill_form,
    }
    bad = request.method == "POST"
    return render(request, "reception/interpreters.html", context, status=422 if bad else 200)


@require_page(is_staff)
def phrases(request: HttpRequest, site_code: str) -> HttpResponse:
    """Phrases by situation, searched in any language; those of the reader's own post first."""
    words, situation = request.GET.get("q", "").strip()[:60], request.GET.get("situation", "")
    language = request.GET.get("lang", "en") if request.GET.get("lang", "en") in NAMES else "en"
    mine = {post.code for post in posts_of(request.user, request.site, site_now(request.site))}
    found = find_phrases(words=words, situation=situation, language=language)
    by_code = {each.code: each for each in situations()}
    order = sorted(by_code, key=lambda code: by_code[code].post not in mine and code != "emergency")
    groups = [(by_code[code], [p for p in found if p.situation == code]) for code in order]
    context = {
        "groups": [
            (each.say(request.LANGUAGE_CODE), each.code, [(p.code, p.words["zh"], p.words[language]) for p in some])
            for each, some in groups
            if some
        ],
        "situations": [(each.code, each.say(request.LANGUAGE_CODE)) for each in situations()],
        "situation": situation,
        "q": words,
        "lang": language,
        "tag": TAGS[language],
        "names": [(code, name) for code, name in NAMES.items() if code != "zh"],
    }
    return render(request, "reception/phrases.html", context)


@require_page(is_staff)
def show(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """One phrase as large as the phone allows, in the guest's language, to be shown."""
    phrase = phrase_of(code)
    language = request.GET.get("lang", "en")
    if phrase is None or language not in phrase.words:
        raise Http404
    context = {
        "phrase": phrase,
        "text": phrase.words[language],
        "tag": TAGS[language],
        "zh": phrase.words["zh"],
        "lang": language,
    }
    return render(request, "reception/show.html", context)


@require_page(is_staff)
def card(request: HttpRequest, site_code: str, code: str, language: str) -> HttpResponse:
    """The phrases of a situation on paper."""
    found = next((each for each in situations() if each.code == code), None)
    if found is None or language not in NAMES or language == "zh":
        raise Http404
    title = found.say(request.LANGUAGE_CODE)
    return pdf(phrases_pdf(request.site, found, language, title, site_now(request.site)), f"phrases-{code}")
