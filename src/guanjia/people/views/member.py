"""One member: account, roles, leaving."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.actions.account import (
    AccountRefused,
    AccountTaken,
    change_account,
    check_may_change,
    reset_password,
)
from guanjia.people.actions.membership import GrantRefused, end_membership, leave_site
from guanjia.people.forms.member import AccountForm, LeaveForm, RoleForm
from guanjia.people.models import Membership, User
from guanjia.people.permissions.holding import roles_of
from guanjia.people.permissions.pages import require_page
from guanjia.people.permissions.predicates import can_grant_roles, is_staff
from guanjia.people.queries.staff import memberships_of
from guanjia.people.rules.granting import grantable_roles, may_span_sites
from guanjia.people.rules.roles import Roles
from guanjia.people.views.staff import give_roles, taken_message
from guanjia.ui.errors import invalid, refused

TEMPLATE = "people/member.html"


def member_of(site: Site, user_id: int) -> tuple[User, list[Membership]]:
    """The user and their rows at the site; whoever never had one here is not found."""
    user = get_object_or_404(User, pk=user_id)
    rows = memberships_of(user, site)
    if not rows:
        raise Http404
    return user, rows


@require_page(is_staff)
def member(request: HttpRequest, site_code: str, user_id: int) -> HttpResponse:
    """What a colleague may know of somebody, and for managers the roles with their dates."""
    user, rows = member_of(request.site, user_id)
    return render(request, TEMPLATE, page_context(request, user, rows))


@require_page(can_grant_roles)
def account_change(request: HttpRequest, site_code: str, user_id: int) -> HttpResponse:
    """Change name, phone, e-mail, language."""
    user, _rows = member_of(request.site, user_id)
    initial = {f: getattr(user, f) for f in ("username", "display_name", "phone", "email", "language")}
    form = AccountForm(request.POST or None, initial=initial)
    context = {"form": form, "member": user}
    if request.method != "POST":
        return render(request, "people/account_change.html", context)
    if form.is_valid():
        try:
            change_account(
                user=user, site=request.site, data=form.data_of(), at=site_now(request.site), actor=request.user
            )
            return redirect("people:member", site_code, user_id)
        except AccountTaken as taken:
            form.add_error(taken.field, taken_message(taken))
        except AccountRefused:
            form.add_error(None, _("Only head office may change this account."))
    return invalid(request, "people/account_change.html", context)


@require_page(can_grant_roles)
@require_POST
def role_add(request: HttpRequest, site_code: str, user_id: int) -> HttpResponse:
    """Give one or several roles more."""
    user, rows = member_of(request.site, user_id)
    form = role_form(request, request.POST)
    if not form.is_valid():
        return invalid(request, TEMPLATE, page_context(request, user, rows) | {"role_form": form})
    give_roles(request, user, form.cleaned_data)
    return redirect("people:member", site_code, user_id)


@require_page(can_grant_roles)
@require_POST
def role_end(request: HttpRequest, site_code: str, user_id: int, membership_id: int) -> HttpResponse:
    """Take one role away, from now on."""
    user, rows = member_of(request.site, user_id)
    row = next((row for row in rows if row.pk == membership_id), None)
    if row is None:
        raise Http404
    try:
        end_membership(membership=row, site=request.site, at=site_now(request.site), actor=request.user)
    except GrantRefused:
        return refused(request, _("You may not take this role away."), back=member_url(request, user))
    return redirect("people:member", site_code, user_id)


@require_page(can_grant_roles)
@require_POST
def leave(request: HttpRequest, site_code: str, user_id: int) -> HttpResponse:
    """Somebody leaves the site: roles end, posts fall vacant, the account is barred unless it works elsewhere."""
    user, _rows = member_of(request.site, user_id)
    form = LeaveForm(request.POST)
    if user.pk == request.user.pk:
        return refused(request, _("You cannot remove yourself."), back=member_url(request, user))
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        leave_site(user=user, site=request.site, at=site_now(request.site), actor=request.user, reason=reason)
    except GrantRefused:
        return refused(request, _("Only head office may end these roles."), back=member_url(request, user))
    messages.success(request, _("%(name)s has left the site; open posts are vacant.") % {"name": str(user)})
    return redirect("people:staff", site_code)


@require_page(can_grant_roles)
@require_POST
def password_reset(request: HttpRequest, site_code: str, user_id: int) -> HttpResponse:
    """Give the account a new first password and show it once."""
    user, _rows = member_of(request.site, user_id)
    try:
        password = reset_password(user=user, site=request.site, at=site_now(request.site), actor=request.user)
    except AccountRefused:
        return refused(request, _("Only head office may change this account."), back=member_url(request, user))
    messages.success(request, _("New password, shown only now: %(password)s") % {"password": password})
    return redirect("people:member", site_code, user_id)


def page_context(request: HttpRequest, user: User, rows: list[Membership]) -> dict[str, Any]:
    """What the page of a member shows to this reader."""
    site, now = request.site, site_now(request.site)
    can_grant = can_grant_roles(request.user, site)
    mine = grantable_roles(roles_of(request.user, site))
    roles = [(row, Roles(row.role).label, row.role in mine and _open(row, now)) for row in rows]
    return {
        "member": user,
        "roles": roles,
        "can_grant": can_grant,
        "can_change": can_grant and _may_change(request, user),
        "role_form": role_form(request) if can_grant else None,
        "leave_form": LeaveForm(),
        "works_here": any(_open(row, now) for row in rows),
        "now": now,
    }


def role_form(request: HttpRequest, data: Any = None) -> RoleForm:
    """The role form with the roles this reader may give."""
    held = roles_of(request.user, request.site)
    return RoleForm(data, grantable=grantable_roles(held), may_span=may_span_sites(held), site=request.site)


def member_url(request: HttpRequest, user: User) -> str:
    """Back to the member."""
    return f"/s/{request.site.code}/people/{user.pk}/"


def _open(row: Membership, now: Any) -> bool:
    return row.valid_until is None or row.valid_until > now


def _may_change(request: HttpRequest, user: User) -> bool:
    try:
        check_may_change(request.user, user, request.site, site_now(request.site))
    except AccountRefused:
        return False
    return True
