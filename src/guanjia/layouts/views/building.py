"""An outline read from a building model: upload, choose a space, look at it, save it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.layouts.forms.outline import initial_of
from guanjia.layouts.models import RoomOutline
from guanjia.layouts.permissions import can_draw
from guanjia.layouts.queries.drawing import drawing_of
from guanjia.layouts.rules.ifc import LARGEST_BYTES, TOO_LARGE, BadModel, read_model
from guanjia.people.public import require_page
from guanjia.places.public import Room
from guanjia.ui.errors import invalid

DRAWN = 12


class ModelForm(forms.Form):
    """A building model of at most LARGEST_BYTES."""

    file = forms.FileField(
        label=gettext_lazy("Building model (IFC)"), help_text=gettext_lazy("An .ifc file with spaces, up to 64 MB.")
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            values = {"size": -(-file.size // 2**20), "most": LARGEST_BYTES // 2**20}
            raise forms.ValidationError(_(TOO_LARGE) % values)
        return file


@require_page(can_draw)
def model_page(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """The spaces of the file, each with a button that fills the outline form. Nothing is stored here."""
    room = get_object_or_404(Room, pk=room_id, site=request.site)
    form = ModelForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "layouts/model.html", {"room": room, "form": form})
    if not form.is_valid():
        return invalid(request, "layouts/model.html", {"room": room, "form": form})
    file = form.cleaned_data["file"]
    try:
        storeys = read_model(file.read())
    except BadModel as bad:
        form.add_error("file", _(bad.message) % bad.values)
        return invalid(request, "layouts/model.html", {"room": room, "form": form})
    rev = RoomOutline.objects.filter(room=room).values_list("rev", flat=True).first() or 0
    shown = [
        {
            "storey": storey,
            "spaces": [
                {
                    "space": space,
                    "drawing": drawing_of(space.hall) if number < DRAWN else None,
                    "fields": _fields(initial_of(space.hall, rev), f"{file.name} · {storey.name} · {space.name}"),
                }
                for number, space in enumerate(storey.spaces)
            ],
        }
        for storey in storeys
    ]
    return render(
        request, "layouts/model.html", {"room": room, "form": ModelForm(), "storeys": shown, "name": file.name}
    )


def _fields(initial: dict[str, object], name: str) -> list[tuple[str, object]]:
    """What the outline form takes over; a box that is not ticked is not sent."""
    kept = [(key, "on" if value is True else value) for key, value in initial.items() if value is not False]
    return [*kept, ("source_name", name[:200])]
