"""Who can do what, who answers for which area (REPR-016), how far buildings lie apart."""

from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.dispatch.actions.teams import TeamRefused, drop_area, save_area, set_abilities, set_ways
from guanjia.dispatch.models import Ability, Area, BuildingWay
from guanjia.dispatch.permissions import keeps_teams, sees_board
from guanjia.dispatch.queries.board import skill_names
from guanjia.dispatch.rules.skills import SKILLS
from guanjia.dispatch.rules.states import AreaRole
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import typed
from guanjia.people.public import Roles, User, require_page, users_with_role
from guanjia.places.public import Building
from guanjia.servicedesk.public import CERTIFICATE_OF, holders

HANDS = (Roles.TECHNICIAN, Roles.CLEANER, Roles.GUARD, Roles.ENVIRONMENT_SUPERVISOR, Roles.TEAM_LEADER)
ANSWER = (*HANDS, Roles.BUTLER, Roles.RECEPTIONIST, Roles.HOTLINE, Roles.DISPATCHER, Roles.DUTY_MANAGER)
RANKS = 3
MOST_BUILDINGS = 40


@require_page(sees_board)
def abilities_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Everybody who does work, with what they can do; without a skill nobody is proposed to anything."""
    site, at = request.site, site_now(request.site)
    users = list(users_with_role(site, *HANDS, at=at))
    skills: dict[int, list[Ability]] = {}
    for each in Ability.objects.filter(site=site, user__in=users):
        skills.setdefault(each.user_id, []).append(each)
    held = holders(site, users, at)
    rows = [
        (
            user,
            skill_names(each.skill for each in skills.get(user.pk, [])),
            _missing(skills.get(user.pk, []), held, user),
        )
        for user in users
    ]
    context = {"rows": rows, "keeps": keeps_teams(request.user, site)}
    return render(request, "dispatch/abilities.html", context)


def _missing(abilities: list[Ability], held: dict[int, set[str]], user: User) -> list[str]:
    """Skills that are known but may not be used today, because the certificate is missing or has run out."""
    has = held.get(user.pk, set())
    return skill_names(a.skill for a in abilities if a.skill in CERTIFICATE_OF and CERTIFICATE_OF[a.skill] not in has)


@require_page(keeps_teams)
def abilities_of(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """What one person can do: ticks, and how fast. What was typed stays when a pace is refused."""
    site, at = request.site, site_now(request.site)
    user = get_object_or_404(User, pk=pk, pk__in=[each.pk for each in users_with_role(site, *HANDS, at=at)])
    paces = {each.skill: str(each.pace) for each in Ability.objects.filter(site=site, user=user)}
    refusal, wrong = "", ""
    if request.method == "POST":
        paces = {
            skill: request.POST.get(f"pace-{skill}", "1").strip() or "1"
            for skill in SKILLS
            if request.POST.get(f"can-{skill}") == "on"
        }
        try:
            given = {skill: _pace(skill, text) for skill, text in paces.items()}
            set_abilities(site=site, user=user, paces=given, actor=request.user, at=at)
        except TeamRefused as refused:
            refusal, wrong = str(refused), refused.field
        else:
            return redirect("dispatch:abilities", site_code)
    rows = [
        (skill, _(name), skill in paces, paces.get(skill, "1.00"), skill in CERTIFICATE_OF)
        for skill, name in SKILLS.items()
    ]
    context = {"person": user, "rows": rows, "refusal": refusal, "wrong": wrong}
    return render(request, "dispatch/abilities_of.html", context, status=422 if refusal else 200)


def _pace(skill: str, text: str) -> Decimal:
    try:
        return Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise TeamRefused(skill, _("A pace lies between 0.2 and 5.")) from None


@require_page(sees_board)
def area_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Areas with their buildings and people in the order they are asked; buildings that belong to none are named."""
    areas = Area.objects.filter(site=request.site).prefetch_related("buildings", "people__user")
    rows = [
        (
            area,
            list(area.buildings.all()),
            [(role, [p.user for p in area.people.all() if p.role == role]) for role in AreaRole],
        )
        for area in areas
    ]
    taken = {building.pk for _area, buildings, _people in rows for building in buildings}
    free = Building.objects.filter(site=request.site).exclude(pk__in=taken)
    context = {"rows": rows, "free": free, "keeps": keeps_teams(request.user, request.site)}
    return render(request, "dispatch/areas.html", context)


@require_page(keeps_teams)
def area_form(request: HttpRequest, site_code: str, pk: int | None = None) -> HttpResponse:
    """An area: its name, buildings, and three people at most in each of the three roles."""
    site, at = request.site, site_now(request.site)
    area = get_object_or_404(Area.objects.select_related("site"), site=site, pk=pk) if pk else None
    users = list(users_with_role(site, *ANSWER, at=at))
    known = {str(user.pk): user for user in users}
    buildings = list(Building.objects.filter(site=site))
    chosen, people, refusal, wrong = _as_kept(area)
    name = area.name if area else ""
    if request.method == "POST":
        name = request.POST.get("name", "")[:60]
        chosen = set(typed.numbers(request.POST.getlist("building")))
        people = {role: [request.POST.get(f"{role.value}-{rank}", "") for rank in range(RANKS)] for role in AreaRole}
        try:
            save_area(
                site=site, area=area, name=name, buildings=[each for each in buildings if each.pk in chosen],
                people={role: [known[each] for each in ids if each in known] for role, ids in people.items()},
                actor=request.user, at=at,
            )  # fmt: skip
        except TeamRefused as refused:
            refusal, wrong = str(refused), refused.field
        else:
            return redirect("dispatch:areas", site_code)
    context = {
        "area": area, "name": name, "users": users, "refusal": refusal, "wrong": wrong,
        "buildings": [(each, each.pk in chosen) for each in buildings],
        "roles": [(role, [(rank, people[role][rank]) for rank in range(RANKS)]) for role in AreaRole],
    }  # fmt: skip
    return render(request, "dispatch/area.html", context, status=422 if refusal else 200)


def _as_kept(area: Area | None) -> tuple[set[int], dict[AreaRole, list[str]], str, str]:
    people: dict[AreaRole, list[str]] = {role: [] for role in AreaRole}
    for each in area.people.all() if area else []:
        people[AreaRole(each.role)].append(str(each.user_id))
    chosen = {each.pk for each in area.buildings.all()} if area else set()
    return chosen, {role: (ids + [""] * RANKS)[:RANKS] for role, ids in people.items()}, "", ""


@require_POST
@require_page(keeps_teams)
def area_drop(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The area is no more."""
    area = get_object_or_404(Area.objects.select_related("site"), site=request.site, pk=pk)
    drop_area(area=area, actor=request.user, at=site_now(request.site))
    return redirect("dispatch:areas", site_code)


@require_page(sees_board, write=keeps_teams)
def ways_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Minutes on foot between each two buildings; an empty one takes the usual six."""
    site = request.site
    buildings = list(Building.objects.filter(site=site).order_by("code")[:MOST_BUILDINGS])
    pairs = [(one, other) for one, other in combinations(sorted(buildings, key=lambda each: each.pk), 2)]
    kept = {(row.one_id, row.other_id): str(row.minutes) for row in BuildingWay.objects.filter(site=site)}
    texts = {(a.pk, b.pk): kept.get((a.pk, b.pk), kept.get((b.pk, a.pk), "")) for a, b in pairs}
    refusal, wrong = "", ""
    if request.method == "POST":
        texts = {pair: request.POST.get(f"way-{pair[0]}-{pair[1]}", "").strip() for pair in texts}
        try:
            set_ways(site=site, minutes=_minutes(texts), actor=request.user, at=site_now(site))
        except TeamRefused as refused:
            refusal, wrong = str(refused), refused.field
        else:
            return redirect("dispatch:ways", site_code)
    rows: list[dict[str, Any]] = [
        {"name": f"way-{a.pk}-{b.pk}", "one": a, "other": b, "text": texts[a.pk, b.pk]} for a, b in pairs
    ]
    context = {"rows": rows, "refusal": refusal, "wrong": wrong, "keeps": keeps_teams(request.user, site)}
    return render(request, "dispatch/ways.html", context, status=422 if refusal else 200)


def _minutes(texts: dict[tuple[int, int], str]) -> dict[tuple[int, int], int | None]:
    found: dict[tuple[int, int], int | None] = {}
    for (one, other), text in texts.items():
        if text and (not text.isdecimal() or len(text) > 4):
            raise TeamRefused(f"way-{one}-{other}", _("A way takes 1 to 240 minutes."))
        found[one, other] = int(text) if text else None
    return found
