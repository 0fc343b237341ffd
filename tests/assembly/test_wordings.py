"""A text is worded together: two write, nobody overwrites what they have not seen, and the record keeps who wrote what."""

import json

import pytest
from django.test import Client

from guanjia.assembly.actions.assembling import adjourn, follow_guests
from guanjia.assembly.actions.wordings import add_passage, close_wording, open_wording, save_passage
from guanjia.assembly.models import Assembly, Passage, PassageEdit, Wording
from guanjia.assembly.queries.rooms import room_path
from guanjia.assembly.queries.sealing import wordings_part
from guanjia.assembly.queries.wordings import shown_of, text_of
from guanjia.assembly.rules.refusals import AssemblyRefused, TextStale
from guanjia.foundation.journal.models import Entry
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.models import Site
from tests.assembly.meetings import AT, in_session, invite, person
from tests.cast import Cast
from tests.harness.race import race

TEXT = "第一条 加快老旧街区改造。\n\n第二条 居民意见优先。"


def laid(cast: Cast, **fields: object) -> tuple[Assembly, Wording]:
    """A meeting of two with a text of two passages before it."""
    Site.objects.update(held_at=AT)
    assembly = in_session(cast, "赵一", "钱二", **fields)
    return assembly, open_wording(assembly=assembly, title="倡议书", text=TEXT, actor=cast.alice, at=AT)


def passage(wording: Wording, place: int) -> Passage:
    return Passage.objects.select_related("wording__assembly").get(wording=wording, place=place)


@pytest.mark.django_db
def test_two_write_and_who_was_slower_sees_both(client: Client, cast: Cast) -> None:
    assembly, wording = laid(cast)
    rooms = {name: room_path(person(assembly, name)) for name in ("赵一", "钱二")}
    page = {name: f"{room}wording/{wording.pk}/" for name, room in rooms.items()}
    assert "倡议书" in client.get(rooms["赵一"]).content.decode()
    first = passage(wording, 1)
    held = client.post(page["赵一"], {"do": "hold", "passage": first.pk}, follow=True).content.decode()
    assert "保存本段" in held and "赵一 正在修改" not in held
    assert "赵一 正在修改" in client.get(page["钱二"]).content.decode()
    saved = {"passage": first.pk, "rev": 1, "words": "第一条 稳妥推进老旧街区改造。"}
    assert client.post(page["赵一"], saved).status_code == 302
    slower = client.post(page["钱二"], saved | {"words": "第一条 停止改造。"})
    both = slower.content.decode()
    assert slower.status_code == 409 and "稳妥推进" in both and "停止改造" in both and 'name="rev" value="2"' in both
    assert client.post(page["钱二"], saved | {"rev": 2, "words": "第一条 稳妥推进，分期实施。"}).status_code == 302
    client.post(page["钱二"], {"after": 1, "words": "第一条之一 先易后难。"})
    client.post(page["赵一"], {"passage": passage(wording, 3).pk, "rev": 1, "words": ""})
    assert text_of(wording) == "第一条 稳妥推进，分期实施。\n\n第一条之一 先易后难。"
    assert [row.changed_by for row in shown_of(wording, AT)] == ["钱二", "钱二"]
    part = wordings_part(assembly)[0]
    assert part["text"] == text_of(wording) and len(part["changes"]) == PassageEdit.objects.count() == 6
    told = Entry.objects.filter(action="wording.edit").values_list("changes", flat=True)
    assert "稳妥" not in json.dumps(list(told), ensure_ascii=False) and len(told) == 4


@pytest.mark.django_db
def test_what_is_refused_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    assembly, wording = laid(cast)
    invite(assembly.block, "不在场", here=False)
    follow_guests(assembly)
    away = client.post(
        f"{room_path(person(assembly, '不在场'))}wording/{wording.pk}/", {"after": 2, "words": "远处的话"}
    )
    assert away.status_code == 422 and "远处的话" not in text_of(wording), "who is not there reads only"
    here = {"attendee": person(assembly, "赵一"), "at": AT}
    page = f"{room_path(here['attendee'])}wording/{wording.pk}/"
    for words, said in (("机密★3年 内容", "密"), ("长" * 2001, "2000"), ("", "")):
        answer = client.post(page, {"after": 2, "words": words})
        assert answer.status_code == 422 and said in answer.content.decode()
    assert "长" * 2001 in client.post(page, {"after": 2, "words": "长" * 2001}).content.decode()
    other = in_session(cast, "赵一")
    assert client.get(f"{room_path(person(other, '赵一'))}wording/{wording.pk}/").status_code == 404, (
        "of another meeting"
    )
    assert client.post(f"/p/meeting/forged/wording/{wording.pk}/", {"words": "x"}).status_code == 404
    for title, text in (("", TEXT), ("空", " \n\n "), ("密", "绝密★启用前")):
        with pytest.raises((AssemblyRefused, SecretRefused)):
            open_wording(assembly=assembly, title=title, text=text, actor=cast.alice, at=AT)
    close_wording(wording=wording, actor=cast.alice, at=AT)
    with pytest.raises(AssemblyRefused):
        save_passage(passage=passage(wording, 1), words="迟了", seen_rev=1, **here)
    shut, second = laid(cast, secrecy="internal")
    assert client.get(f"{room_path(person(shut, '赵一'))}wording/{second.pk}/").status_code == 404, (
        "on tablets of the house only"
    )
    adjourn(assembly=assembly, actor=cast.alice, at=AT)
    with pytest.raises(AssemblyRefused):
        add_passage(wording=wording, after=0, words="会后", attendee=person(assembly, "赵一"), at=AT)


@pytest.mark.django_db
def test_the_clerk_lays_it_closes_it_and_puts_it_as_a_motion(client: Client, cast: Cast) -> None:
    Site.objects.update(held_at=AT)
    assembly = in_session(cast, "赵一")
    client.force_login(cast.alice)
    here = f"/s/yard/assembly/{assembly.pk}/wordings/"
    assert client.post(here, {"title": "倡议书", "text": ""}).status_code == 422
    assert client.post(here, {"title": "倡议书", "text": TEXT}).status_code == 302
    wording = Wording.objects.get()
    assert "居民意见优先" in client.get(here).content.decode()
    client.post(here, {"close": wording.pk})
    assert "作为议题提出" in client.get(here).content.decode()
    motion = client.get(f"/s/yard/assembly/{assembly.pk}/motions/new/?wording={wording.pk}").content.decode()
    assert "倡议书" in motion and "加快老旧街区改造" in motion


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_passage_at_once_one_is_told(cast_committed: Cast) -> None:
    assembly, wording = laid(cast_committed)
    people, row = [person(assembly, name) for name in ("赵一", "钱二")], passage(wording, 1)

    def save(number: int) -> str:
        try:
            return save_passage(passage=row, words=f"第{number}稿", seen_rev=1, attendee=people[number], at=AT).words
        except TextStale as stale:
            return f"stale: {stale.now}"

    said = sorted(race([lambda: save(0), lambda: save(1)]))
    winner = Passage.objects.get(pk=row.pk).words
    assert said == sorted([winner, f"stale: {winner}"]) and PassageEdit.objects.filter(passage=row).count() == 2
