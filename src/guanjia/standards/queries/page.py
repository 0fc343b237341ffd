"""What the pages of standards show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guanjia.foundation.journal.public import Entry, timeline
from guanjia.foundation.sites.public import Site
from guanjia.posts.public import Post
from guanjia.standards.models import StandardPatch
from guanjia.standards.queries.effective import Layers, fields_of, fits, layers, resolve
from guanjia.standards.queries.fields import BY_NAME, FIELDS, Field, as_text
from guanjia.standards.queries.floor import breaches_of, laws_binding
from guanjia.standards.queries.saying import say, say_field
from guanjia.standards.queries.wording import describe_when
from guanjia.standards.rules.law import Breach, Law
from guanjia.standards.rules.patch import Source, sources
from guanjia.standards.rules.standard import Standard
from guanjia.ui.menu import section_label

KIND = "standards.patch"


@dataclass(frozen=True, slots=True)
class Row:
    """One promise in the list. `source` is the highest layer that sets any of its fields."""

    standard: Standard
    title: str
    when: str
    owed_by: str
    source: Source
    fits: bool


@dataclass(frozen=True, slots=True)
class Value:
    """One field of a promise and where its value comes from. `patch` says who changed it and why."""

    field: Field
    lines: list[str]
    source: Source
    patch: StandardPatch | None
    shipped: list[str]
    binding: tuple[Law, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the history: which field, from what to what."""

    entry: Entry
    for_company: bool
    fields: tuple[tuple[Any, str, str], ...]


def rows(site: Site, *, query: str = "", module: str = "") -> list[Row]:
    """The promises of the site by module and title, those whose title, code or post has `query`. Two queries."""
    posts = post_names(site)
    found = [_row(each, posts) for each in layers(site).values()]
    wanted = query.casefold()
    return sorted(
        (
            row
            for row in found
            if (not module or row.standard.module == module)
            and wanted in f"{row.title} {row.standard.code} {row.owed_by}".casefold()
        ),
        key=lambda row: (row.standard.module, row.standard.code),
    )


def post_names(site: Site) -> dict[str, str]:
    """Names of the site's posts by code."""
    return {post.code: post.name for post in Post.objects.filter(site=site)}


def modules(site: Site) -> list[tuple[str, str]]:
    """The modules that ship a promise, with what people call them."""
    codes = {each.shipped.standard.module for each in layers(site).values()}
    return sorted((code, section_label(code)) for code in codes)


def values(site: Site, each: Layers, at: datetime) -> list[Value]:
    """Every field that has a value, in the order of the page, with its layer and the laws that bind it."""
    raw, origin = each.raw(), sources(each.shipped.raw, fields_of(each.company), fields_of(each.site))
    bound: dict[str, list[Law]] = {}
    for law, path in laws_binding(site, each.shipped.standard.code, at):
        bound.setdefault("when" if path == "interval" else path.partition(".")[0], []).append(law)
    posts, standard = post_names(site), resolve(each)[0]
    patches = {"company": each.company, "site": each.site, "shipped": None}
    return [
        Value(
            field,
            say_field(field.name, standard, posts),
            origin[field.name],
            patches[origin[field.name]],
            say_field(field.name, each.shipped.standard, posts) if field.name in each.shipped.raw else [],
            tuple(bound.get(field.name, ())),
        )
        for field in FIELDS
        if field.name in raw
    ]


def history(site: Site, each: Layers) -> list[Change]:
    """What was changed at this site, newest first."""
    found = [
        Change(entry, patch.site_id is None, tuple(_changed(entry)))
        for patch in (each.company, each.site)
        if patch is not None
        for entry in timeline((KIND, patch.pk))
        if entry.site_id == site.pk
    ]
    return sorted(found, key=lambda change: change.entry.pk, reverse=True)


def below_law(site: Site, each: Layers, at: datetime) -> list[Breach]:
    """What in the promise lies below a law that came after it."""
    return breaches_of(site, resolve(each)[0], at)


def title_of(standard: Standard) -> str:
    """The title in the reader's language."""
    return say(standard.title)


def _row(each: Layers, posts: dict[str, str]) -> Row:
    standard, _ = resolve(each)
    source: Source = "site" if fields_of(each.site) else "company" if fields_of(each.company) else "shipped"
    owed_by = posts.get(standard.post, standard.post) or standard.performer
    return Row(standard, title_of(standard), describe_when(standard.when), owed_by, source, fits(each))


def _changed(entry: Entry) -> Any:
    for name, (old, new) in sorted(entry.changes.items()):
        yield (BY_NAME[name].label if name in BY_NAME else name), as_text(old), as_text(new)
