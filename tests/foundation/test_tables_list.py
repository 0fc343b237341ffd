"""Lists: constant queries, pills, order, saved views, bulk actions, exports without formulas."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from guanjia.foundation.files.public import site_page
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.search.models import SearchEntry
from guanjia.foundation.tables.models import SavedView
from guanjia.foundation.tables.public import BulkAction, Column, Filter, Table, list_view, records
from tests.cast import Cast, make_cast


def lengths(rows: Sequence[SearchEntry]) -> dict[int, int]:
    return {row.pk: len(row.title) for row in rows}


def rename(rows: QuerySet[SearchEntry], **_who: Any) -> str:
    return f"{rows.update(title='renamed')} renamed"


TABLE = Table(
    noun="test.entry",
    label="Entries",
    columns=(
        Column("title", "Title", sort="title", url=lambda row: row.url),
        Column("site", "Site", "site.name"),
        Column("length", "Length", kind="number", many=lengths),
        Column("kind", "Kind", sort="kind"),
        Column("hidden", "Hidden", lambda row: row.subject_id, shown=False),
        Column("screen", "Screen", lambda row: "x", exported=False),
    ),
    filters=(
        Filter("kind", "Kind", choices=lambda site: (("a", "Alpha"), ("b", "Beta"))),
        Filter(
            "over", "Above", apply=lambda rows, value: rows.filter(subject_id__gt=int(value) if value.isdigit() else 0)
        ),
    ),
    search=("title",),
    order=("subject_id",),
    bulk=(
        BulkAction("rename", "Rename", rename),
        BulkAction("erase", "Erase", lambda rows, **who: str(rows.delete()[0]), confirm="Really?"),
        BulkAction("secret", "Secret", rename, permission=lambda user, site: user.username == "mei"),
    ),
    may_export=lambda user, site: user.username != "bob",
)


def rows_of(request: Any, site_code: str) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(site=request.site).select_related("site")


urlpatterns = [
    path("s/<slug:site_code>/entries/", site_page(list_view(TABLE, rows_of)), name="test_entries"),
    path("", include(settings.ROOT_URLCONF)),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def fill(cast: Cast, count: int, title: str = "Thing", kind: str = "a") -> None:
    start = SearchEntry.objects.count()
    SearchEntry.objects.bulk_create(
        SearchEntry(
            site=cast.site, kind=kind, subject_id=start + n, title=f"{title} {start + n:04}", url=f"/x/{n}", grams=""
        )
        for n in range(count)
    )


def client(cast: Cast, who: str = "alice") -> Client:
    one = Client()
    one.force_login(getattr(cast, who))
    return one


def shown(cast: Cast, query: str = "", who: str = "alice") -> Any:
    return client(cast, who).get(f"/s/yard/entries/{query}")


def titles(answer: Any) -> list[str]:
    return [line.row.title for line in answer.context["list"].lines]


def test_the_same_queries_at_one_and_a_thousand_rows(cast: Cast) -> None:
    counts = []
    one = client(cast)
    for more in (1, 999):
        fill(cast, more)
        one.get("/s/yard/entries/")
        with CaptureQueriesContext(connection) as queries:
            assert one.get("/s/yard/entries/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_empty_list_says_so(cast: Cast) -> None:
    assert shown(cast).status_code == 200
    fill(cast, 1)
    assert "empty-note" in shown(cast, "?q=nothing").content.decode()


def test_a_list_shows_its_own_site_only(cast: Cast) -> None:
    fill(cast, 2)
    assert len(titles(shown(cast))) == 2
    assert client(cast, "charlie").get("/s/yard/entries/").status_code == 404
    assert client(cast, "charlie").get("/s/quay/entries/").context["list"].lines == []


ORDERS = [
    ("?sort=title", 0),
    ("?sort=-title", -1),
    ("?sort=grams", 0),
    ("?sort=", 0),
    ("?sort=%00", 0),
    ("?sort=--title", -1),
]


@pytest.mark.parametrize(("query", "first"), ORDERS)
def test_only_declared_columns_order(cast: Cast, query: str, first: int) -> None:
    fill(cast, 5)
    wanted = sorted(SearchEntry.objects.values_list("title", flat=True))
    assert titles(shown(cast, query))[0] == wanted[first]


def test_pills_can_be_taken_off_and_the_rest_stays(cast: Cast) -> None:
    fill(cast, 3, kind="a")
    fill(cast, 2, kind="b")
    answer = shown(cast, "?kind=b&over=3&sort=title&page=1")
    assert titles(answer) == ["Thing 0004"]
    assert [(str(pill.label), pill.url) for pill in answer.context["list"].pills] == [
        ("Kind: Beta", "?over=3&sort=title"),
        ("Above: 3", "?kind=b&sort=title"),
    ]


@pytest.mark.parametrize(
    "query", ["?kind=zz", "?kind=%00", "?over=x", "?page=x", "?page=999", "?page=-1", "?size=7", "?size=1e9", "?q=%25"]
)
def test_nonsense_in_the_address_is_no_error(cast: Cast, query: str) -> None:
    fill(cast, 3)
    assert shown(cast, query).status_code == 200


def test_the_page_size_is_bounded(cast: Cast) -> None:
    fill(cast, 210)
    sizes = [len(titles(shown(cast, query))) for query in ("", "?size=25", "?size=200", "?size=100000")]
    assert sizes == [50, 25, 200, 50]


def test_hostile_titles_are_only_text(cast: Cast) -> None:
    SearchEntry.objects.create(
        site=cast.site, kind="a", subject_id=1, title="<script>alert(1)</script>", url="/x", grams=""
    )
    assert "<script>alert" not in shown(cast).content.decode()


def test_views_are_kept_shared_and_dropped(cast: Cast) -> None:
    mine = client(cast)
    mine.post("/s/yard/entries/?kind=a", {"save_view": "  My   view "})
    mine.post("/s/yard/entries/?kind=b", {"save_view": "My view"})
    mine.post("/s/yard/entries/?over=1", {"save_view": "Ours", "shared": "on"})
    mine.post("/s/yard/entries/", {"save_view": "  "})
    assert list(SavedView.objects.order_by("name").values_list("name", "query", "shared")) == [
        ("My view", "kind=b", False),
        ("Ours", "over=1", True),
    ]
    assert [view.name for view in shown(cast, who="bob").context["list"].views] == ["Ours"]
    ours = SavedView.objects.get(name="Ours")
    for who, left in (("bob", 2), ("alice", 1)):
        client(cast, who).post("/s/yard/entries/", {"drop_view": str(ours.pk)})
        assert SavedView.objects.count() == left
    assert mine.post("/s/yard/entries/", {"drop_view": "x'; --"}).status_code == 302


class TestBulk:
    def test_it_does_what_it_says_to_what_is_selected(self, cast: Cast) -> None:
        fill(cast, 3)
        chosen = list(SearchEntry.objects.values_list("pk", flat=True))[:2]
        answer = client(cast).post("/s/yard/entries/?kind=a", {"bulk": "rename", "pk": chosen}, follow=True)
        assert answer.redirect_chain == [("/s/yard/entries/?kind=a", 302)]
        assert "2 renamed" in answer.content.decode()

    def test_it_never_reaches_another_site(self, cast: Cast) -> None:
        theirs = SearchEntry.objects.create(site=cast.other_site, kind="a", subject_id=1, title="T", url="/", grams="")
        client(cast).post("/s/yard/entries/", {"bulk": "rename", "pk": [theirs.pk]})
        theirs.refresh_from_db()
        assert theirs.title == "T"

    def test_a_confirmation_is_asked_first(self, cast: Cast) -> None:
        fill(cast, 2)
        chosen = list(SearchEntry.objects.values_list("pk", flat=True))
        one = client(cast)
        asked = one.post("/s/yard/entries/", {"bulk": "erase", "pk": chosen})
        assert "Really?" in asked.content.decode()
        assert SearchEntry.objects.count() == 2
        one.post("/s/yard/entries/", {"bulk": "erase", "pk": chosen, "confirmed": "1"})
        assert SearchEntry.objects.count() == 0

    @pytest.mark.parametrize("sent", [{"bulk": "rename"}, {"bulk": "rename", "pk": ["x", "9" * 30]}, {"bulk": "?"}, {}])
    def test_nothing_selected_changes_nothing(self, cast: Cast, sent: dict[str, Any]) -> None:
        fill(cast, 1)
        assert client(cast).post("/s/yard/entries/", sent).status_code == 302
        assert not SearchEntry.objects.filter(title="renamed").exists()

    def test_who_may_not_is_refused(self, cast: Cast) -> None:
        fill(cast, 1)
        pk = SearchEntry.objects.get().pk
        assert client(cast).post("/s/yard/entries/", {"bulk": "secret", "pk": pk}).status_code == 403
        assert client(cast, "mei").post("/s/yard/entries/", {"bulk": "secret", "pk": pk}).status_code == 302


class TestExport:
    def test_csv_opens_in_excel_and_runs_nothing(self, cast: Cast) -> None:
        fill(cast, 1, title="=HYPERLINK(1)")
        fill(cast, 2, title="张三")
        answer = shown(cast, "?export=csv&sort=title")
        raw = b"".join(answer.streaming_content)
        assert raw.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
        assert lines[0] == ["Title", "Site", "Length", "Kind", "Hidden"]
        assert lines[1][0].startswith("'=HYPERLINK")
        assert len(lines) == 4

    def test_excel_holds_text_as_text(self, cast: Cast) -> None:
        fill(cast, 1, title="=1+1")
        answer = shown(cast, "?export=xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet["A2"].data_type == "s"
        assert sheet["C2"].value == 9
        assert sheet.freeze_panes == "A2"

    def test_what_is_filtered_is_exported_whole(self, cast: Cast) -> None:
        fill(cast, 120, kind="a")
        fill(cast, 3, kind="b")
        raw = b"".join(shown(cast, "?export=csv&kind=a&page=2").streaming_content)
        assert len(raw.decode().splitlines()) == 121

    def test_it_is_written_down_and_may_be_refused(self, cast: Cast) -> None:
        fill(cast, 2)
        shown(cast, "?export=xlsx")
        assert Entry.objects.get(action="export").changes == {"noun": "test.entry", "format": "xlsx", "rows": 2}
        assert shown(cast, "?export=xlsx", who="bob").status_code == 403

    def test_a_machine_gets_the_same_columns(self, cast: Cast) -> None:
        fill(cast, 1)
        (record,) = records(TABLE, list(SearchEntry.objects.select_related("site")))
        assert record == {"title": "Thing 0000", "site": "The Yard", "length": 10, "kind": "a", "hidden": 0}

    def test_class_three_cannot_even_be_declared(self) -> None:
        with pytest.raises(ValueError, match="P3"):
            Column("identity", "Identity", grade=3)
