"""Names are confirmed and read twice before a card is printed; paper, counts, identities and queues."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.papers import print_papers
from guanjia.conference.actions.proofs import confirm_names, read_names
from guanjia.conference.models import Event, Guest, NameProof
from guanjia.conference.queries import proofs
from guanjia.conference.queries.proofs import hash_of_list, name_lines
from guanjia.conference.rules.proofs import FIRST, ORGANISER, SECOND, STEPS, Look, missing_steps, next_look
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.foundation.journal.public import Entry
from guanjia.people.public import User
from tests.cast import Cast
from tests.conference.guests.lists import with_guests
from tests.factories.conference import NINE

AT = NINE - timedelta(days=1)


def seen(event: Event) -> str:
    return hash_of_list(name_lines(event))


def read(event: Event, actor: User) -> int:
    return read_names(event=event, seen=seen(event), actor=actor, at=AT)


def confirm(event: Event, actor: User) -> int:
    return confirm_names(event=event, seen=seen(event), name="周秘书", actor=actor, at=AT)


def missing(event: Event) -> dict[str, tuple[str, ...]]:
    return {line.guest.name: line.missing for line in name_lines(event) if line.missing}


@pytest.mark.parametrize(
    ("looks", "left"),
    [
        ([], STEPS),
        ([Look(ORGANISER, "h", 1), Look(FIRST, "h", 1)], (SECOND,)),
        ([Look(ORGANISER, "h", 1), Look(FIRST, "h", 2), Look(SECOND, "h", 3)], ()),
        ([Look(ORGANISER, "h", 1), Look(FIRST, "h", 2), Look(SECOND, "h", 2)], (SECOND,)),
        ([Look(ORGANISER, "old", 1), Look(FIRST, "h", 2), Look(SECOND, "h", 3)], (ORGANISER,)),
        ([Look(ORGANISER, "old", 1), Look(FIRST, "old", 2), Look(SECOND, "old", 3)], STEPS),
    ],
)
def test_what_a_name_still_needs(looks: list[Look], left: tuple[str, ...]) -> None:
    assert missing_steps("h", looks) == left


@pytest.mark.parametrize(
    ("looks", "reader", "step"),
    [
        ([], 1, FIRST),
        ([Look(FIRST, "h", 1)], 1, ""),
        ([Look(FIRST, "h", 1)], 2, SECOND),
        ([Look(FIRST, "old", 1), Look(SECOND, "old", 2)], 2, FIRST),
        ([Look(FIRST, "h", 1), Look(SECOND, "h", 2)], 3, ""),
    ],
)
def test_which_reading_somebody_does(looks: list[Look], reader: int, step: str) -> None:
    assert next_look(missing_steps("h", looks), reader, looks, "h") == step


@pytest.mark.django_db
class TestPrinting:
    def test_nothing_is_printed_before_it_was_confirmed_and_read_by_two(self, cast: Cast) -> None:
        event = with_guests(cast, "张三", "李四")
        with pytest.raises(Refused, match="张三（主办方确认、一校、二校）"):
            print_papers(event=event, paper="place-cards", actor=cast.alice, at=AT)
        assert (confirm(event, cast.alice), read(event, cast.alice)) == (2, 2)
        with pytest.raises(Refused, match="另一人"):
            read(event, cast.alice)
        with pytest.raises(Refused, match="二校"):
            print_papers(event=event, paper="badges", actor=cast.alice, at=AT)
        assert read(event, cast.bob) == 2
        assert read(event, cast.mei) == 0
        for paper in ("badges", "place-cards"):
            assert print_papers(event=event, paper=paper, actor=cast.alice, at=AT)[:5] == b"%PDF-"
        assert set(Guest.objects.values_list("print_count", "card_count")) == {(1, 1)}
        readers = Entry.objects.filter(action="names.read").order_by("pk").values_list("actor_id", flat=True)
        assert list(readers) == [cast.alice.pk, cast.bob.pk]

    def test_a_changed_name_is_open_again_and_it_alone(self, cast: Cast) -> None:
        event = with_guests(cast, "张三", "李四")
        confirm(event, cast.alice), read(event, cast.alice), read(event, cast.bob)
        Guest.objects.filter(name="张三").update(seat="9-9")
        assert missing(event) == {}
        Guest.objects.filter(name="张三").update(name="章三")
        assert missing(event) == {"章三": STEPS}
        assert read(event, cast.bob) == 1
        assert missing(event) == {"章三": (ORGANISER, SECOND)}

    def test_who_reads_an_old_list_reads_nothing(self, cast: Cast) -> None:
        event = with_guests(cast, "张三")
        old = seen(event)
        Guest.objects.update(position="局长")
        with pytest.raises(Stale):
            read_names(event=event, seen=old, actor=cast.alice, at=AT)
        with pytest.raises(Stale):
            confirm_names(event=event, seen=old, name="周秘书", actor=cast.alice, at=AT)
        with pytest.raises(Refused):
            confirm_names(event=event, seen=seen(event), name=" ", actor=cast.alice, at=AT)
        assert missing(event) == {"张三": STEPS}

    def test_a_reprint_has_a_reason_and_is_counted(self, cast: Cast) -> None:
        event = with_guests(cast, "张三", "李四")
        confirm(event, cast.alice), read(event, cast.alice), read(event, cast.bob)
        print_papers(event=event, paper="badges", actor=cast.alice, at=AT)
        with pytest.raises(Refused) as refused:
            print_papers(event=event, paper="badges", actor=cast.alice, at=AT)
        assert refused.value.field == "reason"
        one = Guest.objects.get(name="张三")
        print_papers(event=event, paper="badges", guest_ids={one.pk}, reason="沾水", actor=cast.alice, at=AT)
        assert dict(Guest.objects.values_list("name", "print_count")) == {"张三": 2, "李四": 1}
        printed = Entry.objects.filter(action="guest.print").order_by("pk").last()
        assert printed is not None and printed.changes["again"] == 1 and printed.reason_hash

    def test_the_pages_confirm_read_and_print(self, cast: Cast, client: Client) -> None:
        event = with_guests(cast, "张三")
        page = reverse("conference:names", args=["yard", event.ref])
        cards = reverse("conference:papers", args=["yard", event.ref, "place-cards"])
        for user, data in (
            (cast.alice, {"verb": "confirm", "name": "周"}),
            (cast.alice, {"verb": "read"}),
            (cast.bob, {"verb": "read"}),
        ):
            client.force_login(user)
            assert client.post(page, data | {"seen": seen(event)}).status_code == 302
        assert client.post(cards).status_code in (403, 404)
        client.force_login(cast.alice)
        assert client.get(page).status_code == 200
        assert client.get(cards).status_code == 302
        assert client.post(cards).content[:5] == b"%PDF-"
        assert client.post(cards).status_code == 302
        proof = client.get(reverse("conference:papers", args=["yard", event.ref, "proof"]))
        assert proof.content[:5] == b"%PDF-"


@pytest.mark.django_db
def test_a_long_list_is_read_page_by_page(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "READ_AT_ONCE", 2)
    event = with_guests(cast, "张三", "李四", "王五")
    for reader in (cast.alice, cast.bob):
        client.force_login(reader)
        for count in (2, 1):
            shown = client.get(reverse("conference:names", args=["yard", event.ref])).content.decode()
            assert shown.count('data-label="一校"') == 2
            before = NameProof.objects.count()
            page = re.findall(r'name="seen" value="(\w+)"', shown)[-1]
            client.post(reverse("conference:names", args=["yard", event.ref]), {"verb": "read", "seen": page})
            assert NameProof.objects.count() == before + count
    assert set(missing(event).values()) == {(ORGANISER,)}
    with pytest.raises(Stale):
        read_names(event=event, seen=seen(event), actor=cast.mei, at=AT)
    assert confirm(event, cast.alice) == 3, "the organiser confirms the printed proof as a whole"
