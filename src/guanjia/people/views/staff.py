"""The people who work at a site."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.foundation.sites.public import site_now
from guanjia.people.actions.account import AccountTaken, add_account
from guanjia.people.actions.membership import GrantRefused, add_membership
from guanjia.people.forms.member import AccountForm, RoleForm
from guanjia.people.models import User
from guanjia.people.permissions.holding import roles_of
from guanjia.people.permissions.pages import require_page
from guanjia.people.permissions.predicates import can_grant_roles, is_staff
from guanjia.people.queries.staff import roles_by_user, staff
from guanjia.people.rules.granting import grantable_roles, may_span_sites
from guanjia.people.rules.roles import Roles
from guanjia.people.views.role_dates import span_of
from guanjia.ui.errors import invalid

PER_PAGE = 50
TAKEN = {
    "username": gettext_lazy("Another account has this user name."),
    "email": gettext_lazy("Another account has this e-mail address."),
    "phone": gettext_lazy("Another account has this phone."),
}


@require_page(is_staff)
def staff_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who works here: name, roles, how to reach them; by name, by role, those who left."""
    site, now = request.site, site_now(request.site)
    q, role, gone = request.GET.get("q", "").strip(), request.GET.get("role", ""), request.GET.get("gone") == "1"
    page = Paginator(staff(site, at=now, q=q, role=role, gone=gone), PER_PAGE).get_page(request.GET.get("page"))
    users = list(page.object_list)
    roles = roles_by_user(site, users, at=now)
    context = {
        "page": page,
        "rows": [(user, roles.get(user.pk, [])) for user in users],
        "q": q,
        "role": role,
        "gone": gone,
        "roles": list(Roles),
        "can_add": can_grant_roles(request.user, site),
    }
    return render(request, "people/staff.html", context)


@require_page(can_grant_roles)
def member_add(request: HttpRequest, site_code: str) -> HttpResponse:
    """Make an account and give it its first roles; the first password is shown once."""
    site, now = request.site, site_now(request.site)
    held = roles_of(request.user, site)
    account = AccountForm(request.POST or None)
    roles = RoleForm(request.POST or None, grantable=grantable_roles(held), may_span=may_span_sites(held), site=site)
    context = {"account": account, "roles": roles}
    if request.method != "POST":
        return render(request, "people/member_add.html", context)
    if not (account.is_valid() & roles.is_valid()):
        return invalid(request, "people/member_add.html", context)
    try:
        user, password = add_account(site=site, data=account.data_of(), at=now, actor=request.user)
    except AccountTaken as taken:
        account.add_error(taken.field, taken_message(taken))
        return invalid(request, "people/member_add.html", context)
    give_roles(request, user, roles.cleaned_data)
    words = {"name": str(user), "password": password}
    messages.success(request, _("%(name)s has an account. First password, shown only now: %(password)s") % words)
    return redirect("people:member", site_code, user.pk)


def give_roles(request: HttpRequest, user: User, chosen: dict[str, Any]) -> None:
    """Give what the role form says; what the actor may not give, the form did not offer."""
    begins, ends = span_of(request.site, chosen["valid_from"], chosen["valid_until"])
    for role in chosen["roles"]:
        try:
            add_membership(
                user=user,
                site=request.site,
                role=Roles(role),
                at=site_now(request.site),
                actor=request.user,
                spans_sites=chosen.get("spans_sites", False),
                valid_from=begins,
                valid_until=ends,
            )
        except GrantRefused:
            messages.error(request, _("You may not give the role %(role)s.") % {"role": _(Roles(role).label)})


def taken_message(taken: AccountTaken) -> str:
    """The broken rule in words."""
    return str(TAKEN[taken.field])
