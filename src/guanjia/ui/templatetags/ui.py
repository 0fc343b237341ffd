"""Components for templates: `{% load ui %}`. docs/architecture/frontend.md shows each of them."""

from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from guanjia.kernel import clock
from guanjia.ui import moments
from guanjia.ui.bundle import bundle_tags
from guanjia.ui.chrome import chrome
from guanjia.ui.deeds import deeds
from guanjia.ui.formparts import field, form_card, form_errors, seek
from guanjia.ui.icons import icon_svg
from guanjia.ui.inserts import inserts_for
from guanjia.ui.links import links_for
from guanjia.ui.parts import Link
from guanjia.ui.words import words_for_islands

register = template.Library()
UTC = ZoneInfo("UTC")
COLOURS = frozenset(
    [
        "blue",
        "azure",
        "indigo",
        "purple",
        "pink",
        "red",
        "orange",
        "yellow",
        "lime",
        "green",
        "teal",
        "cyan",
        "secondary",
    ]
)
PERCENT = 100


@register.simple_tag
def bundle(name: str) -> SafeString:
    """Link and script tags of an entry of the front end; nothing before it is built."""
    return bundle_tags(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """The Tabler outline icon `name` as an inline SVG."""
    return icon_svg(name)


@register.inclusion_tag("ui/parts/words.html")
def words() -> dict[str, Any]:
    """The sentences that islands speak, in the language of the page."""
    return {"words": words_for_islands()}


@register.simple_tag
def badge(state: Any, colour: str = "") -> SafeString:
    """A dot and a word. `state` is a kernel State, or any text with `colour` beside it. None shows nothing."""
    if state is None or state == "":
        return SafeString("")
    shade = colour or getattr(state, "colour", "secondary")
    label = getattr(state, "label", state)
    return format_html(
        '<span class="badge state bg-{}-lt"><span class="state-dot"></span>{}</span>',
        shade if shade in COLOURS else "secondary",
        gettext(str(label)),
    )


def _site(context: template.Context) -> Any:
    """The site of the page. The log-in library puts something else of that name, without zone, into its pages."""
    site = context.get("site")
    return site if hasattr(site, "zone") else None


def _zone(context: template.Context) -> tzinfo:
    site = _site(context)
    return ZoneInfo(site.zone) if site else UTC


def _present(context: template.Context) -> datetime:
    site = _site(context)
    return chrome.present(site) if site else clock.now()


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime | None, style: str = "list") -> SafeString:
    """A moment in the site's zone: `03-05 14:30`, style "prose" `2026年3月5日 周四 14:30`, style "time" `14:30`.

    Style "plain" is the prose without tags, for attributes.
    """
    if value is None:
        return SafeString("–")
    zone = _zone(context)
    exact = moments.moment_prose(value, zone)
    if style == "plain":
        return format_html("{}", exact)
    if style == "time":
        text = f"{value.astimezone(zone):%H:%M}"
    else:
        text = exact if style == "prose" else moments.moment_list(value, zone, _present(context))
    return format_html('<time datetime="{}" title="{}">{}</time>', moments.stamp(value), exact, text)


@register.simple_tag(takes_context=True)
def span(context: template.Context, start: datetime, end: datetime) -> SafeString:
    """From and to in the site's zone: `03-05 14:30–16:00`."""
    zone = _zone(context)
    exact = f"{moments.moment_prose(start, zone)} – {moments.moment_prose(end, zone)}"
    text = moments.span_list(start, end, zone, _present(context))
    return format_html('<time datetime="{}" title="{}">{}</time>', moments.stamp(start), exact, text)


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date | datetime | None, style: str = "list") -> SafeString:
    """A day: `03-05`, style "prose" `2026年3月5日 周四`. A moment is shown as the day it is in the site's zone.

    Style "plain" is the prose without tags, for attributes.
    """
    if value is None:
        return SafeString("–")
    zone = _zone(context)
    when = value.astimezone(zone).date() if isinstance(value, datetime) else value
    exact = moments.day_prose(when)
    if style == "plain":
        return format_html("{}", exact)
    text = exact if style == "prose" else moments.day_list(when, _present(context).astimezone(zone).year)
    return format_html('<time datetime="{}" title="{}">{}</time>', moments.stamp(when), exact, text)


@register.simple_tag(takes_context=True)
def until(context: template.Context, due: datetime | None) -> SafeString:
    """What is left of a running limit, `剩 8 分钟` or `已超 25 分钟`; the title is exact. Counts down by itself."""
    if due is None:
        return SafeString("–")
    present = _present(context)
    left = moments.remaining(due, present)
    return format_html(
        '<time class="until until-{}" datetime="{}" title="{}" data-until data-now="{}">{}</time>',
        left.mood,
        moments.stamp(due),
        moments.moment_prose(due, _zone(context)),
        moments.stamp(present),
        left.text,
    )


register.inclusion_tag("ui/parts/field.html")(field)
register.inclusion_tag("ui/parts/form_errors.html")(form_errors)
register.inclusion_tag("ui/parts/seek.html")(seek)
register.inclusion_tag("ui/parts/form_card.html", takes_context=True)(form_card)


@register.inclusion_tag("ui/parts/deed.html", takes_context=True)
def deed(
    context: template.Context,
    url: str,
    label: str,
    *,
    main: bool = False,
    small: bool = False,
    icon: str = "",
    key: str = "",
    hotkey: str = "",
    name: str = "",
    value: Any = "",
    ask: str = "",
    most: int = 300,
    required: bool = True,
    confirm: str = "",
) -> dict[str, Any]:
    """One deed: a form of one button, posted to `url`, and nothing for a reader who may only read.

    `name` and `value` go along hidden; with `ask` they are an input with that label. `key` is its key at the desk,
    `hotkey` a letter elsewhere.
    """
    if getattr(context.get("request"), "reads_only", False):
        return {}
    return {
        "url": url,
        "label": label,
        "main": main,
        "small": small,
        "icon": icon_svg(icon) if icon else "",
        "key": key,
        "hotkey": hotkey,
        "name": name,
        "value": value,
        "ask": ask,
        "most": most,
        "required": required,
        "confirm": confirm,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("ui/parts/empty.html")
def empty(text: str, action: Link | None = None, icon: str = "inbox") -> dict[str, Any]:
    """What an empty list says, and the one thing to do about it."""
    return {"text": text, "action": action, "icon": icon}


@register.inclusion_tag("ui/parts/history.html", takes_context=True)
def history(context: template.Context, entries: Any) -> dict[str, Any]:
    """Journal entries as a timeline in the reader's words: when, what, the state it led to, why."""
    return {"deeds": deeds(entries), "site": _site(context)}


@register.inclusion_tag("ui/parts/pills.html")
def pills(filters: Any, target: str = "") -> dict[str, Any]:
    """Filter pills. With `target`, a CSS selector, a click swaps that part only and goes into the address."""
    return {"pills": filters, "target": target}


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], target: str = "", parameter: str = "page") -> dict[str, Any]:
    """Previous, next and where we are; other filters in the address stay. One page only shows the count."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "total": page.paginator.count,
        "target": target,
        "previous": address(page.previous_page_number()) if page.has_previous() else None,
        "next": address(page.next_page_number()) if page.has_next() else None,
    }


@register.inclusion_tag("ui/parts/page_links.html", takes_context=True)
def page_links(context: template.Context, page: str, row: Any) -> dict[str, Any]:
    """The buttons that other modules put onto this page (guanjia.ui.links)."""
    request = context["request"]
    return {"links": links_for(page, request.user, request.site, row)}


@register.simple_tag(takes_context=True)
def page_inserts(context: template.Context, page: str, row: Any) -> SafeString:
    """The pieces that other modules put onto this page (guanjia.ui.inserts)."""
    return inserts_for(page, context["request"], row)


@register.simple_tag
def progress(value: int, most: int, label: str = "") -> SafeString:
    """A bar of `value` out of `most` with its words; out of 100 is a percentage; no limit yet shows an empty bar."""
    text = f"{value}%" if most == PERCENT else f"{value}/{most}"
    name = f"{label} {text}" if label else text
    bar = format_html('<progress value="{}" max="{}" aria-label="{}"></progress>', value, max(most, 1), name)
    return format_html('<span class="meter">{}<span class="num">{}</span></span>', bar, text)


@register.simple_tag
def avatar(name: str) -> SafeString:
    """A round with the end of a Chinese name or the initials of another; its hue stays with the name."""
    name = name.strip()
    han = any("\u4e00" <= letter <= "\u9fff" for letter in name)
    short = name[-2:] if han else "".join(part[0] for part in name.split()[:2]).upper()
    hue = sum(map(ord, name)) % 6
    return format_html('<span class="avatar-round hue-{}" aria-hidden="true">{}</span>', hue, short or "?")
