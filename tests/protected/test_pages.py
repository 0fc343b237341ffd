"""The dossier's page names what is missing; a classified or ordinary meeting has none of it; guests of an internal one see no title."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.guest_links import guest_path
from guanjia.conference.models import Event, Guest
from guanjia.foundation.sites.public import Site
from guanjia.protected.models import Dossier, StaffPaper
from guanjia.protected.rules.clearance import PaperKind
from guanjia.protected.urls import urlpatterns
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.posts import make_entry, make_post
from tests.protected.meetings import AT, cleared, internal, planned

pytestmark = pytest.mark.django_db


def at(event: Event, name: str, *more: object) -> str:
    return reverse(f"protected:{name}", args=[event.site.code, event.ref, *more])


def test_the_dossier_names_who_lacks_what_until_nothing_is_missing(client: Client, cast: Cast) -> None:
    Site.objects.update(held_at=AT)
    event = internal(cast).event
    Dossier.objects.all().delete()
    client.force_login(cast.alice)
    page = at(event, "dossier")
    assert "尚无档案" in client.get(page).content.decode()
    client.post(page)
    assert "名单为空" in client.get(page).content.decode()
    assign = {"user": cast.bob.pk, "task": "会场服务", "zone": "core"}
    refused = client.post(at(event, "act", "assign"), assign)
    assert (
        refused.status_code == 422
        and "未核准" in refused.content.decode()
        and "无犯罪记录证明" not in refused.content.decode()
        and "会场服务" in refused.content.decode()
    )
    cleared(cast, cast.bob)
    client.post(at(event, "act", "assign"), assign)
    row = Dossier.objects.get().staff.get()
    closed = client.post(at(event, "act", "confirm"), follow=True).content.decode()
    assert "Bob缺：交底、主办方复核" in closed
    client.post(at(event, "act", "brief"), {"row": row.pk})
    client.post(at(event, "act", "review"), {"row": row.pk, "reviewer": "周主任"})
    client.post(at(event, "act", "confirm"))
    assert Dossier.objects.get().staff_confirmed_at == AT
    bad = client.post(at(event, "act", "rehearse"), {"held_at": "2027-01-01T09:00", "people": "会务组"})
    assert bad.status_code == 422 and "会务组" in bad.content.decode()
    client.post(at(event, "act", "rehearse"), {"held_at": "2026-03-01T09:00", "people": "会务组", "findings": ""})
    planned(cast, Dossier.objects.get())
    reserve = Dossier.objects.get().plans.get(title="停电预案")
    assert "已通知" in client.post(at(event, "act", "switch"), {"row": reserve.pk}, follow=True).content.decode()
    client.post(at(event, "act", "rank"), {"rank": "highest"})
    assert "1/3" in client.get(page).content.decode()
    client.post(at(event, "passes"))
    assert (
        client.get(at(event, "passes")).content[:4] == b"%PDF" and client.get(at(event, "sheet")).content[:4] == b"%PDF"
    )
    number = Dossier.objects.get().passes.get().number
    client.force_login(cast.gus)
    assert "可以进入" in client.post(at(event, "zone", "core"), {"number": number}).content.decode()
    assert "没有这个证件编号" in client.post(at(event, "zone", "core"), {"number": "TX-0"}).content.decode()
    assert "请逐牌核对" in client.post(at(event, "devices"), {"counted": "2"}, follow=True).content.decode()
    assert "相符" in client.post(at(event, "devices"), {"counted": "0"}, follow=True).content.decode()
    assert client.post(at(event, "act", "confirm")).status_code == 403


def test_only_the_manager_sees_who_lacks_a_paper(client: Client, cast: Cast) -> None:
    Site.objects.update(held_at=AT)
    page = reverse("protected:clearances", args=[cast.site.code])
    for user, code in ((cast.alice, 403), (cast.bob, 403), (cast.audrey, 200), (cast.mei, 200), (cast.charlie, 404)):
        client.force_login(user)
        assert client.get(page).status_code == code, user
    client.force_login(cast.mei)
    paper = {"user": cast.bob.pk, "kind": PaperKind.CERTIFICATE.value, "on": "2026-01-05", "number": ""}
    refused = client.post(page, paper)
    assert refused.status_code == 422 and "请填写证明编号" in refused.content.decode()
    assert client.post(page, paper | {"number": "浙A-7"}).status_code == 302
    assert StaffPaper.objects.get().seen_by == cast.mei and "浙A-7" not in client.get(page).content.decode()
    own = client.post(page, paper | {"number": "浙A-7", "user": cast.mei.pk})
    assert own.status_code == 422 and "本人不得查验" in own.content.decode()


def test_the_dossier_tells_others_cleared_or_not_and_only_the_manager_which_paper(client: Client, cast: Cast) -> None:
    Site.objects.update(held_at=AT)
    event = internal(cast).event
    cleared(cast, cast.tom, PaperKind.CERTIFICATE)
    cleared(cast, cast.lin)
    post = make_post(cast.site, "technician")
    for user in (cast.tom, cast.lin):
        make_entry(post, user, NINE, NINE + timedelta(hours=2))
    for user in (cast.alice, cast.bob, cast.rita, cast.hana, cast.gus, cast.audrey, cast.mei):
        client.force_login(user)
        said = client.get(at(event, "dossier")).content.decode()
        manager = user == cast.mei
        assert ("无犯罪记录证明" in said) is manager and ("未核准" in said) is not manager and "已核准" in said, user
    client.force_login(cast.gus)
    said = client.post(at(event, "zone", "core"), {"number": "Tom"}).content.decode()
    assert "Tom不在名单上" in said and "无犯罪记录证明" not in said and "未核准" not in said
    client.force_login(cast.alice)
    seen = client.get(at(event, "dossier")).content.decode()
    assert f'name="people" value="{cast.lin.pk},{cast.tom.pk}"' in seen
    make_entry(post, cast.bob, NINE, NINE + timedelta(hours=2))
    client.post(at(event, "act", "keep_out"), {"people": f"{cast.lin.pk},{cast.tom.pk},x"})
    assert Dossier.objects.get().kept_out == sorted([cast.lin.pk, cast.tom.pk])


@pytest.mark.parametrize("secrecy", ["controlled", "ordinary"])
def test_another_meeting_has_none_of_it(client: Client, cast: Cast, secrecy: str) -> None:
    event = internal(cast).event
    Event.objects.filter(pk=event.pk).update(secrecy=secrecy)
    client.force_login(cast.mei)
    codes = set()
    for pattern in urlpatterns:
        if "ref" not in str(pattern.pattern):
            continue
        kwargs = {"site_code": cast.site.code, "ref": event.ref}
        kwargs |= {"zone": "core"} if "zone" in str(pattern.pattern) else {}
        kwargs |= {"verb": "confirm"} if "verb" in str(pattern.pattern) else {}
        address = reverse(f"protected:{pattern.name}", kwargs=kwargs)
        codes |= {client.get(address).status_code, client.post(address).status_code}
    assert codes <= {404, 405}
    links = client.get(reverse("conference:event", args=[cast.site.code, event.ref])).content.decode()
    assert at(event, "dossier") not in links


def test_a_guest_of_an_internal_meeting_sees_no_title(client: Client, cast: Cast) -> None:
    event = internal(cast, title="人事专题会议").event
    Site.objects.update(held_at=NINE - timedelta(hours=1))
    guest = Guest.objects.create(site=cast.site, event=event, name="赵一", state="confirmed")
    page = client.get(guest_path(guest))
    assert page.status_code == 200 and "人事专题会议" not in page.content.decode()


def test_strangers(client: Client, cast: Cast) -> None:
    event = internal(cast).event
    for user, code in ((cast.charlie, 404), (cast.audrey, 200), (cast.cleo, 403), (cast.gus, 200)):
        client.force_login(user)
        assert client.get(at(event, "dossier")).status_code == code
