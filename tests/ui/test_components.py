"""The template tags."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from guanjia.kernel.states import State
from guanjia.ui import icons
from guanjia.ui.chrome import chrome
from guanjia.ui.parts import Link, Pill

AT = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
SITE = SimpleNamespace(pk=1, code="bj", name="Yard", zone="Asia/Shanghai")


class Sample(State):
    OPEN = "open", "Saved.", "green"
    ODD = "odd", "Odd", "no-such-colour"


def rendered(source: str, **context: Any) -> str:
    context.setdefault("site", SITE)
    context.setdefault("request", RequestFactory().get("/list/?q=a&page=2"))
    return Template("{% load ui %}" + source).render(Context(context)).strip()


@pytest.fixture(autouse=True)
def _held_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chrome, "present", lambda site: AT)


def test_badge_is_a_dot_and_a_translated_word() -> None:
    with translation.override("zh-hans"):
        page = rendered("{% badge state %}", state=Sample.OPEN)
    assert page == '<span class="badge state bg-green-lt"><span class="state-dot"></span>已保存。</span>'


@pytest.mark.parametrize(
    ("state", "shown"), [(Sample.ODD, "bg-secondary-lt"), ("plain", "bg-secondary-lt"), (None, ""), ("", "")]
)
def test_badge_of_an_odd_state(state: Any, shown: str) -> None:
    page = rendered("{% badge state %}", state=state)
    assert (shown in page) if shown else (page == "")


def test_badge_escapes_its_word() -> None:
    assert "<b>" not in rendered("{% badge word 'red' %}", word="<b>")


def test_moment_has_the_exact_moment_in_its_title() -> None:
    with translation.override("zh-hans"):
        page = rendered("{% moment at %}", at=AT)
    assert page == '<time datetime="2026-03-05T06:30:00+00:00" title="2026年3月5日 周四 14:30">03-05 14:30</time>'


@pytest.mark.parametrize("tag", ["moment", "day", "until"])
def test_no_moment_is_a_dash(tag: str) -> None:
    assert rendered(f"{{% {tag} at %}}", at=None) == "–"


def test_day_of_a_moment_is_the_day_of_the_site() -> None:
    assert ">03-06<" in rendered("{% day at %}", at=datetime(2026, 3, 5, 16, 0, tzinfo=UTC))


def test_until_carries_what_the_island_needs() -> None:
    with translation.override("zh-hans"):
        page = rendered("{% until due %}", due=AT - timedelta(minutes=25))
    assert "已超 25 分钟" in page
    assert "data-until" in page
    assert f'data-now="{AT.isoformat()}"' in page
    assert "until-late" in page


def test_a_day_field_shows_its_value_in_every_language() -> None:
    for language in ("zh-hans", "en"):
        form = forms.Form(initial={"on": date(2026, 3, 5)})
        form.fields["on"] = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
        with translation.override(language):
            assert 'value="2026-03-05"' in rendered("{% field form.on %}", form=form)


class SampleForm(forms.Form):
    title = forms.CharField(max_length=3, help_text="short")
    tea = forms.BooleanField(required=False)
    room = forms.ChoiceField(choices=[("1", "301")])
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_field_ties_label_help_and_error_to_the_input() -> None:
    page = rendered("{% field form.title %}", form=SampleForm({"title": "much too long"}))
    assert 'for="id_title"' in page
    assert 'aria-describedby="id_title_help id_title_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_title_error" role="alert"' in page
    assert 'value="much too long"' in page


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("tea", '<label class="form-check"'),
        ("room", 'class="form-select"'),
        ("kind", "<fieldset"),
        ("secret", '<input type="hidden"'),
    ],
)
def test_field_of_each_kind(name: str, part: str) -> None:
    assert part in rendered(f"{{% field form.{name} %}}", form=SampleForm())


def test_form_errors_lead_to_the_fields_and_are_silent_on_a_fresh_form() -> None:
    page = rendered("{% form_errors form %}", form=SampleForm({"title": "much too long"}))
    assert 'href="#id_title_field"' in page
    assert rendered("{% form_errors form %}", form=SampleForm()) == ""


def test_pager_keeps_the_filters_and_says_where_we_are() -> None:
    with translation.override("en"):
        page = rendered("{% pager page '#list' %}", page=Paginator(range(120), 50).page(2))
    assert "51–100 of 120" in page
    assert 'href="?q=a&amp;page=1"' in page
    assert 'href="?q=a&amp;page=3"' in page
    assert 'hx-target="#list"' in page


def test_pager_of_an_empty_list() -> None:
    page = rendered("{% pager page %}", page=Paginator([], 50).page(1))
    assert "btn" not in page


def test_pills_mark_the_active_one() -> None:
    page = rendered("{% pills pills %}", pills=[Pill("A", "?a", True, 0), Pill("B", "?b")])
    assert page.count('aria-current="true"') == 1
    assert '<span class="pill-count">0</span>' in page
    assert "hx-get" not in page


def test_empty_note_has_its_one_action() -> None:
    assert 'href="/new"' in rendered("{% empty 'Nothing' action %}", action=Link("Add", "/new"))


@pytest.mark.parametrize(("most", "shown"), [(8, 'max="8"'), (0, 'max="1"')])
def test_progress_needs_no_limit(most: int, shown: str) -> None:
    assert shown in rendered("{% progress 3 most %}", most=most)


@pytest.mark.parametrize(
    ("name", "short"), [("王建国", "建国"), ("李芳", "李芳"), ("Chen Xiao", "CX"), ("mei", "M"), (" ", "?")]
)
def test_avatar(name: str, short: str) -> None:
    assert f">{short}<" in rendered("{% avatar name %}", name=name)


def test_icon_without_build_is_an_empty_square() -> None:
    assert icons.icon_svg("no-such-icon-at-all") == icons.BLANK


def test_icon_name_cannot_leave_its_folder() -> None:
    with pytest.raises(ValueError, match="icon name"):
        icons.icon_svg("../../secret")


def test_bundle_without_build_is_nothing() -> None:
    assert rendered("{% bundle 'no-such-entry' %}") == ""


def test_words_reach_the_islands_in_the_language_of_the_page() -> None:
    with translation.override("zh-hans"):
        page = rendered("{% words %}")
    assert 'type="application/json"' in page
    assert "\\u672a\\u4e0a\\u4f20" in page or "未上传" in page


@pytest.mark.parametrize("tag", ["moment", "day"])
def test_plain_style_fits_into_an_attribute(tag: str) -> None:
    with translation.override("zh-hans"):
        page = rendered(f'{{% {tag} at "plain" %}}', at=AT)
    assert page.startswith("2026年3月5日 周四")
    assert "<" not in page


def test_progress_out_of_a_hundred_is_a_percentage() -> None:
    assert ">98%<" in rendered("{% progress 98 100 %}")
