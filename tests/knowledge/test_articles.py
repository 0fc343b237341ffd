"""Articles: written, approved until a day, found, told (KNOW-001 ff.)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.search.public import search
from guanjia.kernel.states import MoveRefused
from guanjia.knowledge.actions.articles import edit_article, starters
from guanjia.knowledge.models import Article, ArticleVersion, DailyQuestion
from guanjia.knowledge.public import (
    ArticleRefused,
    answer_today,
    approve_article,
    ask_today,
    find_articles,
    hints,
    lay_starters,
    note_use,
    phrases,
    withdraw_article,
    write_article,
)
from guanjia.knowledge.rules.articles import (
    FOR_CALLERS,
    ArticleGroup,
    Text,
    fitting,
    is_valid,
    may_last_until,
    question_of,
)
from guanjia.knowledge.subjects import ARTICLE

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("until", "allowed"),
    [(-1, False), (0, True), (366, True), (367, False)],
)
def test_an_approval_lasts_a_year_at_most(until, allowed):
    assert may_last_until(TODAY, TODAY + timedelta(days=until)) is allowed


@pytest.mark.parametrize(
    ("state", "until", "valid"),
    [
        ("approved", TODAY, True),
        ("approved", TODAY - timedelta(days=1), False),
        ("draft", TODAY, False),
        ("approved", None, False),
    ],
)
def test_only_what_is_approved_and_not_run_out_is_told(state, until, valid):
    assert is_valid(state, until, TODAY) is valid


def test_words_find_the_article_they_mean():
    texts = [
        Text(1, "家里漏水先做什么？", "关总阀"),
        Text(2, "物业费什么时候交？", "每季"),
        Text(3, "被困在电梯里怎么办？", "按铃"),
    ]
    assert fitting("厨房龙头滴水了", texts)[0][0] == 1
    assert fitting("我关在电梯出不来", texts)[0][0] == 3
    assert fitting("缴费时间", texts)[0][0] == 2
    assert fitting("xyz", texts) == []


@pytest.mark.parametrize(
    ("before", "chosen"),
    [({}, 1), ({1: TODAY}, 2), ({1: date(2026, 3, 1), 2: date(2026, 2, 1)}, 2)],
)
def test_the_question_of_the_day_is_the_one_asked_longest_ago(before, chosen):
    assert question_of(TODAY, [1, 2], before) == chosen
    assert question_of(TODAY, [], before) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("你们家的事不归我管", ["你们", "不归我管"]),
        ("这个不可能", ["不可能"]),
        ("我们尽快给您处理", ["尽快"]),
        ("我们今天18点前给您处理，会尽快", []),
        ("感谢你们的支持", []),
        ("", []),
    ],
)
def test_wording_is_looked_through(text, words):
    assert [hint.word for hint in hints(text)] == words


def test_phrases_of_empathy_are_three_at_least():
    assert len(phrases("empathy")) >= 3 and any("我理解您的心情" in each.text for each in phrases("empathy"))


def test_shipped_articles_cover_the_classes():
    rows = starters()
    by_group = {group: [row for row in rows if row["group"] == group] for group in ArticleGroup}
    assert all(by_group[group] for group in FOR_CALLERS)
    assert all(by_group[group] for group in ("rules", "standards", "cases", "training"))
    assert len(by_group["conflict"]) == 5
    assert {"rules.covenant", "rules.agreement", "rules.charging", "rules.safety", "rules.complaints"} <= {
        row["code"] for row in rows
    }
    assert len(next(row for row in rows if row["code"] == "rules.watch")["points"]) == 4
    assert len(next(row for row in rows if row["code"] == "rules.trends")["points"]) == 5
    assert len(next(row for row in rows if row["code"] == "standards.eq")["points"]) == 6
    assert len(next(row for row in rows if row["code"] == "complaint.carp")["points"]) == 4


@pytest.mark.parametrize(
    ("code", "group", "said"),
    [
        ("fees.contents", "fees", "基础服务"),
        ("repair.times", "repair", "24小时"),
        ("complaint.noise", "complaint", "上门劝导"),
        ("complaint.mediate", "complaint", "调解"),
        ("facilities.pool", "facilities", "开放时间"),
        ("safety.report", "safety", "110"),
        ("cases.elder", "cases", "独居老人"),
        ("conflict.facilities", "conflict", "替代办法"),
        ("standards.eq", "training", "同理心"),
        ("complaint.carp", "training", "控制"),
        ("rules.covenant", "rules", "签收归档"),
        ("rules.watch", "rules", "知情权"),
        ("rules.trends", "rules", "信用评价"),
    ],
)
def test_what_the_catalogue_asks_the_base_to_say(code, group, said):
    row = next(each for each in starters() if each["code"] == code)
    assert row["group"] == group and any(said in point for point in row["points"]), row


def article_of(cast, **fields):
    given = {"group": "repair", "question": "家里漏水先做什么？", "points": "关总阀\n断电"} | fields
    return write_article(site=cast.site, actor=cast.rita, at=NOW, **given)


def test_an_article_is_approved_by_somebody_else_and_kept_as_a_version(cast):
    article = article_of(cast)
    assert find_articles(cast.site, "漏水", at=NOW) == []
    with pytest.raises(ArticleRefused):
        approve_article(article=article, until=TODAY, actor=cast.rita, at=NOW)
    with pytest.raises(ArticleRefused):
        approve_article(article=article, until=TODAY - timedelta(days=1), actor=cast.mei, at=NOW)
    approve_article(article=article, until=TODAY, actor=cast.mei, at=NOW)
    assert [found.article.pk for found in find_articles(cast.site, "水管漏了", at=NOW)] == [article.pk]
    assert find_articles(cast.site, "水管漏了", at=NOW + timedelta(days=1)) == []
    assert find_articles(cast.other_site, "水管漏了", at=NOW) == []
    edit_article(article=article, rev=article.rev, points="先关阀", actor=cast.rita, at=NOW)
    assert find_articles(cast.site, "漏水", at=NOW) == []
    assert ArticleVersion.objects.get(article=article).points == "关总阀\n断电"
    assert [entry.action for entry in timeline((ARTICLE, article.pk))][::-1] in (
        ["write", "approve", "edit"],
        ["edit", "approve", "write"],
    )


def test_two_editors_and_a_withdrawn_one(cast):
    article = article_of(cast)
    edit_article(article=article, rev=1, question="一", actor=cast.rita, at=NOW)
    with pytest.raises(MoveRefused):
        edit_article(article=article, rev=1, question="二", actor=cast.bob, at=NOW)
    with pytest.raises(ArticleRefused):
        withdraw_article(article=article, reason=" ", actor=cast.mei, at=NOW)
    withdraw_article(article=article, reason="过时", actor=cast.mei, at=NOW)
    with pytest.raises(MoveRefused):
        approve_article(article=article, until=TODAY, actor=cast.mei, at=NOW)


def test_shipped_drafts_come_once(cast):
    assert lay_starters(site=cast.site, actor=cast.mei, at=NOW) == len(starters())
    assert lay_starters(site=cast.site, actor=cast.mei, at=NOW) == 0
    assert set(Article.objects.values_list("state", flat=True)) == {"draft"}
    assert ask_today(site=cast.site, at=NOW) is None


def test_use_is_counted(cast):
    article = article_of(cast)
    note_use(article=article, helped=True)
    note_use(article=article, helped=False)
    article.refresh_from_db()
    assert (article.used_count, article.unhelpful_count) == (2, 1)


def test_one_question_a_day(cast):
    for number in (1, 2):
        article = article_of(cast, question=f"问题{number}")
        approve_article(article=article, until=TODAY + timedelta(days=9), actor=cast.mei, at=NOW)
    first = ask_today(site=cast.site, at=NOW)
    assert ask_today(site=cast.site, at=NOW + timedelta(hours=3)).pk == first.pk
    second = ask_today(site=cast.site, at=NOW + timedelta(days=1))
    assert second.article_id != first.article_id and DailyQuestion.objects.count() == 2
    with pytest.raises(ArticleRefused):
        answer_today(question=first, text=" ", actor=cast.bob, at=NOW)
    answer_today(question=first, text="先关阀", actor=cast.bob, at=NOW)
    answer_today(question=first, text="先关总阀", actor=cast.bob, at=NOW)
    assert [answer.text for answer in first.answers.all()] == ["先关总阀"]


def test_the_box_finds_articles(cast):
    article = article_of(cast)
    hits = search(cast.bob, cast.site, "漏水")
    assert [hit.id for provider, found in hits if provider.kind == ARTICLE for hit in found] == [article.pk]
