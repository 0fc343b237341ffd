"""Things in custody: the list, one of them, taking and giving back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.custody.actions import items as actions
from guanjia.custody.actions.moving import ITEM, CustodyRefused
from guanjia.custody.forms import TakeForm
from guanjia.custody.models import Item
from guanjia.custody.permissions import keeps_things, sees_custody
from guanjia.custody.queries import colleague, colleagues, item_list, photos_of
from guanjia.custody.rules.items import ItemKind, ItemState
from guanjia.foundation.files.public import FileRefused, Watermark, store, url
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import BadValue, masked
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page

REFUSALS = (CustodyRefused, SecretRefused, BadValue, FileRefused)


@require_GET
@require_page(sees_custody)
def item_list_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """What is kept or lent out; open ones unless all are asked for."""
    show, kind, words = (request.GET.get(name, "") for name in ("show", "kind", "q"))
    rows = item_list(request.site, show=show, kind=kind, words=words.strip())
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"page": page, "show": show, "kind": kind, "q": words, "kinds": list(ItemKind)}
    return render(request, "custody/items.html", context | {"keeps": keeps_things(request.user, request.site)})


@require_page(keeps_things)
def take(request: HttpRequest, site_code: str) -> HttpResponse:
    """Take a thing in or hand one out; whoever enters it is its keeper."""
    form = TakeForm(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid():
        given, at = form.cleaned_data, site_now(request.site)
        try:
            thing = actions.Thing(
                name=given["name"],
                count=given["count"],
                valuable=given["valuable"],
                place=given["place"],
                holder=given["holder"],
                condition=given["condition"],
                file_ids=_photos(request, at, given["place"]),
            )
            item = actions.take_item(
                site=request.site,
                kind=ItemKind(given["kind"]),
                thing=thing,
                keeper=request.user,
                actor=request.user,
                at=at,
            )
        except REFUSALS as refused:
            form.add_error(getattr(refused, "field", None), str(refused))
        else:
            return redirect("custody:item", site_code, item.number)
    return render(request, "custody/take.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@require_page(sees_custody)
def item_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One thing: who answers for it, its owner masked, what happened."""
    item = _find(request, number)
    phones = masked([item.owner]).get(item.owner.pk, {}).get("phone", []) if item.owner is not None else []
    context = {
        "item": item,
        "phones": phones,
        "photos": [(url(file), url(file, thumb=True)) for file in photos_of(item)],
        "history": timeline((ITEM, item.pk)),
        "keeps": keeps_things(request.user, request.site) and item.is_open,
        "lent": item.state == ItemState.OUT,
        "colleagues": colleagues(request.site, request.user, site_now(request.site)) if item.valuable else [],
    }
    return render(request, "custody/item.html", context)


@require_POST
@require_page(keeps_things)
def act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Contact the owner, give back, take back broken, dispose."""
    item, at, given = _find(request, number), site_now(request.site), request.POST
    signature, condition = given.get("signature", "")[:200_000], given.get("condition", "").strip()[:200]
    common = {"item": item, "actor": request.user, "at": at}
    try:
        if verb == "contact":
            name, phone, how = (given.get(each, "").strip()[:120] for each in ("name", "phone", "how"))
            actions.contact_owner(name=name, phone=phone, how=how, **common)
        elif verb == "return":
            witness = colleague(request.site, request.user, given.get("witness", ""), at)
            actions.give_back(signature=signature, condition=condition, witness=witness, **common)
        elif verb == "broken":
            actions.take_back_broken(signature=signature, condition=condition, **common)
        elif verb == "dispose":
            actions.dispose(reason=given.get("reason", "").strip()[:500], **common)
        else:
            raise Http404
    except MoveRefused:
        messages.error(request, _("This has been settled already."))
    except REFUSALS as refused:
        messages.error(request, str(refused))
    return redirect("custody:item", site_code, number)


def _find(request: HttpRequest, number: str) -> Item:
    rows = Item.objects.select_related("site", "keeper", "owner")
    return get_object_or_404(rows, site=request.site, number=number)


def _photos(request: HttpRequest, at: object, place: str) -> list[int]:
    mark = Watermark(request.site.name, place, f"{local(request.site, at):%Y-%m-%d %H:%M}", str(request.user))
    return [
        store(
            site=request.site, upload=each, name=each.name or "photo.jpg", actor=request.user, at=at, watermark=mark
        ).pk
        for each in request.FILES.getlist("photo")
    ]
