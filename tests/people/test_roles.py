"""Which roles somebody holds where and when; who may give which."""

from datetime import UTC, datetime, timedelta

import pytest

from guanjia.foundation.journal.public import Entry
from guanjia.people.actions.account import AccountData, AccountRefused, AccountTaken, add_account, change_account
from guanjia.people.models import Membership, User
from guanjia.people.public import GrantRefused, Roles, add_membership, end_membership, has_role, leave_site, sites_of
from guanjia.people.rules.accounts import may_change_account
from guanjia.people.rules.granting import grantable_roles, may_span_sites
from guanjia.people.rules.grants import Grant, may_write, roles_at
from tests.cast import Cast

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("grant", "holds"),
    [
        (Grant(1, 7, "cleaner"), True),
        (Grant(1, None, "cleaner"), True),
        (Grant(1, 8, "cleaner"), False),
        (Grant(2, None, "cleaner"), False),
        (Grant(1, 7, "cleaner", valid_from=NOON), True),
        (Grant(1, 7, "cleaner", valid_from=NOON + SECOND), False),
        (Grant(1, 7, "cleaner", valid_until=NOON), False),
        (Grant(1, 7, "cleaner", valid_until=NOON + SECOND), True),
        (Grant(1, 7, "no such role"), False),
    ],
)
def test_grant_reaches_its_site_and_time(grant, holds):
    assert roles_at([grant], company_id=1, site_id=7, at=NOON) == ({Roles.CLEANER} if holds else set())


@pytest.mark.parametrize(
    ("roles", "writes"),
    [
        ({Roles.CLEANER}, True),
        ({Roles.AUDITOR}, False),
        ({Roles.AUDITOR, Roles.HEAD_OFFICE}, False),
        (set(), False),
    ],
)
def test_an_auditor_writes_nothing_whatever_else_they_are(roles, writes):
    assert may_write(frozenset(roles)) is writes


def test_a_site_manager_gives_the_roles_of_the_site_only():
    given = set(grantable_roles({Roles.SITE_MANAGER}))
    assert given == set(Roles) - {Roles.HEAD_OFFICE, Roles.AUDITOR}
    assert set(grantable_roles({Roles.HEAD_OFFICE})) == set(Roles)
    assert grantable_roles({Roles.COORDINATOR}) == ()
    assert may_span_sites({Roles.HEAD_OFFICE}) and not may_span_sites({Roles.SITE_MANAGER})


@pytest.mark.parametrize(
    ("actor", "target", "elsewhere", "may"),
    [
        (Roles.SITE_MANAGER, Roles.CLEANER, False, True),
        (Roles.SITE_MANAGER, Roles.CLEANER, True, False),
        (Roles.SITE_MANAGER, Roles.AUDITOR, False, False),
        (Roles.HEAD_OFFICE, Roles.AUDITOR, True, True),
        (Roles.COORDINATOR, Roles.CLEANER, False, False),
    ],
)
def test_who_may_change_whose_account(actor, target, elsewhere, may):
    assert may_change_account({actor}, {target}, target_elsewhere=elsewhere) is may


@pytest.mark.django_db
def test_has_role_knows_site_company_and_role(cast: Cast):
    assert has_role(cast.alice, cast.site, Roles.COORDINATOR)
    assert not has_role(cast.alice, cast.site, Roles.SITE_MANAGER)
    assert not has_role(cast.alice, cast.other_site)
    assert has_role(cast.audrey, cast.site, Roles.AUDITOR) and has_role(cast.audrey, cast.other_site, Roles.AUDITOR)
    assert [site.code for site in sites_of(cast.alice)] == ["yard"]
    assert {site.code for site in sites_of(cast.hugo)} == {"yard", "quay"}


@pytest.mark.django_db
def test_one_predicate_and_one_list_agree_on_every_user_and_site(cast: Cast):
    for user in cast.users.values():
        assert {site.pk for site in sites_of(user)} == {
            site.pk for site in (cast.site, cast.other_site) if has_role(user, site)
        }


@pytest.mark.django_db
def test_giving_a_role_twice_makes_one_row_and_one_event(cast: Cast):
    for _ in range(2):
        add_membership(user=cast.charlie, site=cast.site, role=Roles.GUARD, at=NOON, actor=cast.mei)
    assert Membership.objects.filter(user=cast.charlie, role=Roles.GUARD).count() == 1
    assert Entry.objects.filter(action="people.add_membership").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("actor", "role", "spans"),
    [("mei", Roles.AUDITOR, False), ("mei", Roles.GUARD, True), ("alice", Roles.GUARD, False)],
)
def test_a_role_above_the_giver_is_refused(cast: Cast, actor, role, spans):
    with pytest.raises(GrantRefused):
        add_membership(
            user=cast.charlie, site=cast.site, role=role, at=NOON, actor=cast.users[actor], spans_sites=spans
        )
    assert not Membership.objects.filter(user=cast.charlie, company=cast.company, site=cast.site).exists()


@pytest.mark.django_db
def test_leaving_in_the_middle_ends_all_roles_and_bars_the_account(cast: Cast):
    add_membership(user=cast.bob, site=cast.site, role=Roles.GUARD, at=NOON, actor=cast.mei)
    assert leave_site(user=cast.bob, site=cast.site, at=NOON, actor=cast.mei, reason="new job") == 2
    assert not has_role(cast.bob, cast.site, at=NOON)
    assert not User.objects.get(pk=cast.bob.pk).is_active
    ended = Entry.objects.filter(action="people.end_membership").order_by("id")
    assert [entry.event_kind != "" for entry in ended] == [True, True]
    assert leave_site(user=cast.bob, site=cast.site, at=NOON, actor=cast.mei) == 0


@pytest.mark.django_db
def test_who_works_at_two_sites_keeps_the_account_when_leaving_one(cast: Cast):
    add_membership(user=cast.bob, site=cast.other_site, role=Roles.GUARD, at=NOON, actor=cast.hugo)
    leave_site(user=cast.bob, site=cast.site, at=NOON, actor=cast.mei)
    assert User.objects.get(pk=cast.bob.pk).is_active
    assert has_role(cast.bob, cast.other_site, at=NOON)


@pytest.mark.django_db
def test_a_role_at_every_site_ends_by_head_office_only_and_is_told_to_every_site(cast: Cast):
    row = Membership.objects.get(user=cast.audrey)
    with pytest.raises(GrantRefused):
        end_membership(membership=row, site=cast.site, at=NOON, actor=cast.mei)
    end_membership(membership=row, site=cast.site, at=NOON, actor=cast.hugo)
    told = Entry.objects.filter(action="people.end_membership").values_list("site__code", flat=True)
    assert sorted(told) == ["quay", "yard"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "field"),
    [
        (AccountData("ALICE", "A"), "username"),
        (AccountData("new", "A", email="Alice@example.org"), "email"),
        (AccountData("new", "A", phone="+8613800000001"), "phone"),
    ],
)
def test_a_taken_name_mail_or_phone_is_refused_by_field(cast: Cast, data, field):
    with pytest.raises(AccountTaken) as refused:
        add_account(site=cast.site, data=data, at=NOON, actor=cast.mei)
    assert refused.value.field == field


@pytest.mark.django_db
def test_a_site_manager_cannot_take_over_an_auditor(cast: Cast):
    with pytest.raises(AccountRefused):
        change_account(user=cast.audrey, site=cast.site, data=AccountData("audrey", "X"), at=NOON, actor=cast.mei)
    change_account(user=cast.bob, site=cast.site, data=AccountData("bob", "Bobby"), at=NOON, actor=cast.mei)
    assert User.objects.get(pk=cast.bob.pk).display_name == "Bobby"
