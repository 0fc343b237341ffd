"""The one box: bigrams, both engines' queries, permission, hostile input, the page."""

from collections.abc import Iterator

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guanjia.foundation.search import searching
from guanjia.foundation.search.bigrams import bigrams, runs, tokens
from guanjia.foundation.search.models import SearchEntry
from guanjia.foundation.search.public import Entry, Provider, find, index, index_many, register_provider, remove, search
from guanjia.foundation.search.searching import match_query
from tests.cast import Cast, make_cast

CUTS = [
    ("电梯维修", ["电梯", "梯维", "维修", "修"]),
    ("电", ["电"]),
    ("Room A3 电梯", ["room", "a3", "电梯", "梯"]),
    ("3-2-1201", ["3", "2", "1201"]),
    ("电梯,漏水", ["电梯", "梯", "漏水", "水"]),
    ("ABC", ["abc"]),
    ("Müller", ["muller"]),
    ("HY-20261121-0001", ["hy", "20261121", "0001"]),
    ("", []),
    ("  ,。!", []),
    ("محمد", ["محمد"]),
    ("🎉", []),
    ("𠮷野家", ["𠮷野", "野家", "家"]),
]


@pytest.mark.parametrize(("text", "cut"), CUTS)
def test_text_is_cut_alike_for_both_engines(text: str, cut: list[str]) -> None:
    assert bigrams(text) == cut
    assert tokens(text).isascii()


@pytest.mark.parametrize(
    ("text", "sqlite", "postgresql"),
    [
        ("电梯", '"u07535068af"', "(u07535068af)"),
        ("电", '"u07535"*', "(u07535:*)"),
        ("lift", '"zlift"*', "(zlift:*)"),
        ("", "", ""),
        ('"; DROP TABLE x --', '"zdrop"* AND "ztable"* AND "zx"*', "(zdrop:*) & (ztable:*) & (zx:*)"),
    ],
)
def test_each_engine_is_asked_in_its_own_words(text: str, sqlite: str, postgresql: str) -> None:
    assert match_query(text, "sqlite") == sqlite
    assert match_query(text, "postgresql") == postgresql


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def _providers() -> Iterator[None]:
    known = dict(searching._providers)
    searching._providers.clear()
    yield
    searching._providers.clear()
    searching._providers.update(known)


@pytest.fixture
def filled(cast: Cast) -> Cast:
    register_provider(Provider("test.order", "Orders", lambda user, site, ids: [pk for pk in ids if pk != 13], order=2))
    register_provider(Provider("test.room", "Rooms", lambda user, site, ids: ids, order=1))
    titles = {
        1: "三号电梯停在五楼",
        2: "地下室漏水",
        3: "梯子归还",
        4: "Lift inspection A3",
        5: "电工值班",
        13: "电梯困人",
    }
    entries = [Entry(pk, title, "", f"/o/{pk}") for pk, title in titles.items()]
    index_many(kind="test.order", site=cast.site, entries=entries)
    index(kind="test.room", id=1, site=cast.site, title="多功能厅", text="duogongnengting dgnt", url="/r/1")
    index(kind="test.order", id=99, site=cast.other_site, title="电梯", text="", url="/o/99")
    return cast


FOUND = [
    ("电梯", [1]),
    ("漏水", [2]),
    ("梯子", [3]),
    ("电", [5, 1]),
    ("梯", [3, 1]),
    ("电梯停", [1]),
    ("电梯漏水", []),
    ("电梯 五楼", [1]),
    ("五楼 电梯", [1]),
    ("lift", [4]),
    ("LIFT a3", [4]),
    ("ins", [4]),
    ("pection", []),
    ("子归", [3]),
    ("楼梯", []),
    ("%", []),
    ("*", []),
    ('"', []),
    ("NOT", []),
    ("电梯 AND", []),
    ("电" * 500, []),
    ("x" * 5000, []),
    ("a\x00b", []),
    ("' OR 1=1 --", []),
]


@pytest.mark.parametrize(("text", "ids"), FOUND, ids=[repr(text[:12]) for text, _ in FOUND])
def test_words_find_what_they_mean(filled: Cast, text: str, ids: list[int]) -> None:
    groups = search(filled.alice, filled.site, text)
    assert [hit.id for provider, hits in groups if provider.kind == "test.order" for hit in hits] == ids


def test_kinds_come_in_order_and_only_with_a_provider(filled: Cast) -> None:
    index(kind="test.nobody", id=1, site=filled.site, title="多功能厅电梯", text="", url="/n/1")
    index(kind="test.order", id=6, site=filled.site, title="多功能厅灯", text="", url="/o/6")
    assert [provider.kind for provider, _ in search(filled.alice, filled.site, "多功能")] == ["test.room", "test.order"]
    assert [p.kind for p, _ in search(filled.alice, filled.site, "dgnt")] == ["test.room"]


def test_indexing_again_replaces_and_removing_removes(filled: Cast) -> None:
    index(kind="test.order", id=1, site=filled.site, title="三号扶梯", text="", url="/o/1b")
    assert find(filled.site, "电梯停") == {}
    assert [hit.url for hit in find(filled.site, "扶梯")["test.order"]] == ["/o/1b"]
    assert SearchEntry.objects.filter(kind="test.order", subject_id=1).count() == 1
    assert remove("test.order", [1, 2]) == 2
    assert remove("test.order", [1, 2]) == 0
    assert find(filled.site, "扶梯") == find(filled.site, "漏水") == {}
    assert find(filled.other_site, "电梯")["test.order"][0].id == 99


def test_one_kind_does_not_drown_another(filled: Cast) -> None:
    index_many(
        kind="test.order", site=filled.site, entries=[Entry(n, "多功能厅的事", "", f"/{n}") for n in range(100, 400)]
    )
    groups = {provider.kind: hits for provider, hits in search(filled.alice, filled.site, "多功能厅")}
    assert (len(groups["test.room"]), len(groups["test.order"])) == (1, 8)


def test_the_search_costs_one_query(filled: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        search(filled.alice, filled.site, "电梯")


class TestPage:
    def ask(self, cast: Cast, who: str, text: str, **headers: str) -> tuple[int, str]:
        client = Client()
        client.force_login(getattr(cast, who))
        answer = client.get("/s/yard/search/", {"q": text}, headers=headers)
        return answer.status_code, answer.content.decode()

    def test_the_page_and_its_fragment(self, filled: Cast) -> None:
        status, page = self.ask(filled, "alice", "电梯")
        assert status == 200 and "三号电梯停在五楼" in page and "<html" in page and "困人" not in page
        status, part = self.ask(filled, "alice", "电梯", **{"HX-Request": "true"})
        assert status == 200 and "三号电梯停在五楼" in part and "<html" not in part

    @pytest.mark.parametrize("text", ["", "<script>alert(1)</script>", "\x00", "没有的东西", "%s%d{}", "🎉"])
    def test_anything_may_be_typed(self, filled: Cast, text: str) -> None:
        status, page = self.ask(filled, "alice", text)
        assert status == 200
        assert "<script>alert" not in page

    def test_a_stranger_does_not_find_the_page(self, filled: Cast) -> None:
        assert self.ask(filled, "charlie", "电梯")[0] == 404
        assert Client().get("/s/yard/search/?q=x").status_code == 302


HAN = st.text(alphabet="电梯漏水会议室三号楼维修一二", min_size=1, max_size=12)


@given(text=HAN, start=st.integers(0, 11), length=st.integers(1, 12))
def test_every_part_of_a_text_is_a_phrase_of_its_tokens(text: str, start: int, length: int) -> None:
    part = text[start : start + length]
    if len(part) < 2:
        return
    wanted, have = runs(part)[0], bigrams(text)
    assert any(have[at : at + len(wanted)] == wanted for at in range(len(have)))


@given(text=st.text(max_size=60))
def test_any_text_is_cut_without_error_into_ascii(text: str) -> None:
    assert tokens(text).isascii()
    for vendor in ("sqlite", "postgresql"):
        assert match_query(text, vendor).isascii()
