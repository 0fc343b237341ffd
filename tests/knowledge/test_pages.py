"""Pages of the knowledge base."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from guanjia.foundation.sites.public import site_now
from guanjia.knowledge.models import Article
from guanjia.knowledge.public import approve_article, lay_starters, write_article

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def article(cast):
    return write_article(
        site=cast.site,
        group="repair",
        question="家里漏水先做什么？",
        points="关总阀\n拉下厨房的电闸",
        actor=cast.rita,
        at=NOW,
    )


def test_from_writing_to_telling(client, cast, article):
    base = [cast.site.code]
    client.force_login(cast.rita)
    page = client.get(reverse("knowledge:article", args=[*base, article.pk])).content.decode()
    assert "关总阀" in page and reverse("knowledge:approve", args=[*base, article.pk]) not in page
    assert (
        client.post(reverse("knowledge:approve", args=[*base, article.pk]), {"until": "2026-03-09"}).status_code == 403
    )
    client.force_login(cast.mei)
    past = client.post(reverse("knowledge:approve", args=[*base, article.pk]), {"until": "2020-03-09"})
    assert past.status_code == 422
    until = (site_now(cast.site) + timedelta(days=30)).date().isoformat()
    assert client.post(reverse("knowledge:approve", args=[*base, article.pk]), {"until": until}).status_code == 302
    listed = client.get(reverse("knowledge:articles", args=base), {"q": "水管漏了", "show": "valid"}).content.decode()
    assert article.question in listed
    client.post(reverse("knowledge:used", args=[*base, article.pk]), {"helped": "0"})
    article.refresh_from_db()
    assert (article.state, article.used_count, article.unhelpful_count) == ("approved", 1, 1)
    assert client.post(reverse("knowledge:withdraw", args=[*base, article.pk]), {"reason": "过时"}).status_code == 302


def test_an_edit_that_came_too_late_keeps_what_was_typed(client, cast, article):
    client.force_login(cast.bob)
    given = {"rev": 1, "group": "repair", "question": "新的问法", "points": "一"}
    address = reverse("knowledge:edit", args=[cast.site.code, article.pk])
    assert client.post(address, given).status_code == 302
    again = client.post(address, given | {"question": "别的问法"})
    assert again.status_code == 422 and "别的问法" in again.content.decode()


def test_today_shows_the_points_after_ones_own_answer(client, cast, article):
    address = reverse("knowledge:today", args=[cast.site.code])
    client.force_login(cast.bob)
    assert client.get(address).status_code == 200
    approve_article(
        article=article, until=(site_now(cast.site) + timedelta(days=9)).date(), actor=cast.mei, at=site_now(cast.site)
    )
    assert "拉下厨房的电闸" not in client.get(address).content.decode()
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": "先关阀门"}).status_code == 302
    page = client.get(address).content.decode()
    assert "拉下厨房的电闸" in page and "先关阀门" in page
    client.force_login(cast.audrey)
    assert client.get(address).status_code == 200


def test_a_reply_is_looked_through_and_not_kept(client, cast):
    client.force_login(cast.hana)
    page = client.post(reverse("knowledge:wording", args=[cast.site.code]), {"text": "这不可能"}).content.decode()
    assert "不可能" in page and "我们可以为您" in page


def test_the_list_asks_as_often_for_many(client, cast, django_assert_max_num_queries):
    lay_starters(site=cast.site, actor=cast.mei, at=NOW)
    client.force_login(cast.mei)
    with django_assert_max_num_queries(14):
        assert client.get(reverse("knowledge:articles", args=[cast.site.code])).status_code == 200
    client.post(reverse("knowledge:starters", args=[cast.site.code]))
    assert Article.objects.values("code").distinct().count() == Article.objects.count()


def test_a_stranger_finds_nothing(client, cast, article):
    client.force_login(cast.charlie)
    assert client.get(reverse("knowledge:article", args=[cast.site.code, article.pk])).status_code == 404
    client.force_login(cast.mia)
    assert client.get(reverse("knowledge:article", args=[cast.other_site.code, article.pk])).status_code == 404
