"""Walks every address with the fixed cast: no page without a rule, no site for strangers, no writing auditor."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from guanjia.people.middleware import SiteScopeMiddleware, check_rule, has_rule
from guanjia.people.permissions.predicates import is_anyone
from guanjia.people.public import is_manager, is_staff, public_page, require_page
from tests.cast import Cast

SAMPLES = {"int": "1", "slug": "x", "str": "x", "uuid": "00000000-0000-0000-0000-000000000001", "path": "x"}


def walk(patterns: list[Any], prefix: str = "/", given: dict[str, Any] | None = None) -> Iterator[tuple[str, Any]]:
    """(route, view) of every address, included ones too."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


ROUTES = list(walk(get_resolver().url_patterns))
STAFF_ROUTES = [
    (route, view)
    for route, view in ROUTES
    if "site_code>" in route and getattr(view, "page_rule", None) is not is_anyone and "(?P" not in route
]
OURS = [(route, view) for route, view in ROUTES if (view.__module__ or "").startswith("guanjia.")]


def sample(kind: str) -> str:
    """A value of the converter; of one that lists words, the first."""
    return SAMPLES.get(kind) or str(get_converters()[kind].regex).split("|")[0]


def address(route: str, site_code: str) -> str:
    """The route with every blank filled: the site's code, and sample values that name no row."""
    parts = []
    for part in route.split("<"):
        blank, closed, rest = part.partition(">")
        if not closed:
            parts.append(part)
            continue
        kind, _colon, name = blank.rpartition(":")
        parts.append((site_code if name == "site_code" else sample(kind or "str")) + rest)
    return "".join(parts)


def named(routes: list[tuple[str, Any]]) -> Any:
    return pytest.mark.parametrize(("route", "view"), routes, ids=[route for route, _view in routes])


@named(OURS)
def test_every_view_of_the_house_names_its_rule(route, view):
    assert has_rule(view), f"{route}: {view.__module__}.{view.__qualname__} needs require_page or public_page"


def by_module() -> dict[str, list[str]]:
    """The staff routes of each module, so that one cast walks many."""
    found: dict[str, list[str]] = {}
    for route, view in STAFF_ROUTES:
        found.setdefault(view.__module__.split(".views")[0], []).append(route)
    return found


MODULES = by_module()


def logged_in(user: Any) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def open_to(url: str, anonymous: Client, stranger: Client, auditor: Client) -> Iterator[str]:
    """What is wrong with who gets in: anonymous logs in first, a stranger to the site finds nothing, an auditor writes nothing."""
    door = anonymous.get(url)
    if door.status_code not in (302, 401):
        yield f"{url}: anonymous got {door.status_code}"
    if door.status_code == 302 and not door["Location"].startswith("/accounts/login/"):
        yield f"{url}: anonymous is sent to {door['Location']}"
    for who, method, client, right in (
        ("anonymous", "post", anonymous, {401}),
        ("a stranger", "get", stranger, {404}),
        ("a stranger", "post", stranger, {404}),
        ("an auditor", "post", auditor, {403, 405}),
    ):
        if (status := getattr(client, method)(url).status_code) not in right:
            yield f"{url}: {who} got {status} for {method}"
    if (status := auditor.get(url).status_code) in (401, 403):
        yield f"{url}: an auditor reads all, and got {status}"


@pytest.mark.one_engine
@pytest.mark.django_db
@pytest.mark.parametrize("module", MODULES)
def test_staff_pages_are_closed_to_whoever_has_no_business_there(cast: Cast, module: str):
    clients = Client(), logged_in(cast.charlie), logged_in(cast.audrey)
    wrong = [each for route in MODULES[module] for each in open_to(address(route, "yard"), *clients)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "bob", "mei"])
@pytest.mark.parametrize("module", MODULES)
def test_staff_pages_answer_their_own_people_without_breaking(cast: Cast, module: str, who: str):
    """Owner, colleague and manager get an answer: the page, not found for a row that is not there, or a refusal."""
    client = logged_in(cast.users[who])
    answers = {route: client.get(address(route, "yard")).status_code for route in MODULES[module]}
    right = {200, 302, 400, 403, 404, 405, 422}
    assert not {route: status for route, status in answers.items() if status not in right}


@pytest.mark.django_db
def test_a_site_that_does_not_exist_and_one_that_is_not_yours_look_the_same(cast: Cast, client: Client):
    client.force_login(cast.alice)
    missing, foreign = client.get("/s/nowhere/people/"), client.get("/s/quay/people/")
    assert missing.status_code == foreign.status_code == 404


@pytest.mark.django_db
def test_the_last_site_is_remembered(cast: Cast, client: Client):
    client.force_login(cast.hugo)
    assert client.get("/s/").status_code == 200
    client.get("/s/quay/people/")
    assert client.get("/s/")["Location"] == "/s/quay/"


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open to all by mistake")


bare.__module__ = "guanjia.somewhere.views"


@pytest.mark.parametrize(("debug", "error"), [(True, ImproperlyConfigured), (False, PermissionDenied)])
def test_a_view_without_a_rule_is_refused(monkeypatch, debug, error):
    monkeypatch.setattr(settings, "DEBUG", debug)
    with pytest.raises(error):
        check_rule(bare)
    middleware = SiteScopeMiddleware(bare)
    with pytest.raises(error):
        middleware.process_view(RequestFactory().get("/"), bare, [], {})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "method", "status"),
    [
        ("alice", "get", 200),
        ("alice", "post", 403),
        ("mei", "post", 200),
        ("audrey", "get", 200),
        ("audrey", "post", 403),
        ("cleo", "get", 403),
        ("audrey", "head", 200),
        ("audrey", "delete", 403),
    ],
)
def test_reading_and_writing_may_have_different_rules(cast: Cast, who, method, status):
    @require_page(is_staff, write=is_manager)
    def view(request: HttpRequest, site_code: str) -> HttpResponse:
        return HttpResponse(f"{request.site.code}")

    request = getattr(RequestFactory(), method)("/s/yard/x/")
    request.user = cast.users[who]
    try:
        answer = view(request, site_code="yard").status_code
    except PermissionDenied:
        answer = 403
    assert answer == status


def test_a_public_page_asks_nobody():
    assert public_page(bare)(RequestFactory().get("/")).status_code == 200
