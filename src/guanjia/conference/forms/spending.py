"""What was spent, as it is typed: a row for each line of the budget, and a few for what none foresaw."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.conference.actions.spending import Spent
from guanjia.conference.models import BudgetLine
from guanjia.conference.models.budget import COST_CLASSES
from guanjia.conference.queries.spending import cost_rev
from guanjia.conference.rules.budget import CostClass

FEN = 100
FURTHER = 2


class SpendingForm(forms.Form):
    """Fields spent_<line>, voucher_<line>; what_<n>, class_<n>, paid_<n>, bill_<n> for further costs."""

    rev = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"spent_{line.pk}"] = _money(_("Spent, yuan"))
            self.fields[f"voucher_{line.pk}"] = forms.CharField(
                label=_("Number of the bill"), max_length=60, required=False
            )
        for number in range(FURTHER):
            self.fields[f"what_{number}"] = forms.CharField(label=_("What"), max_length=120, required=False)
            self.fields[f"class_{number}"] = forms.ChoiceField(label=_("Cost class"), choices=COST_CLASSES)
            self.fields[f"paid_{number}"] = _money(_("Spent, yuan"))
            self.fields[f"bill_{number}"] = forms.CharField(
                label=_("Number of the bill"), max_length=60, required=False
            )

    def rows(self) -> list[tuple[BudgetLine, Any, Any]]:
        """(line, spent, voucher) as bound fields, for the table."""
        return [(line, self[f"spent_{line.pk}"], self[f"voucher_{line.pk}"]) for line in self.lines]

    def further(self) -> list[list[Any]]:
        """The bound fields of each further cost."""
        return [[self[f"{name}_{number}"] for name in ("what", "class", "paid", "bill")] for number in range(FURTHER)]

    def clean(self) -> dict[str, Any]:
        """Money needs the number of its bill; a further cost needs its name."""
        data = super().clean() or {}
        for line in self.lines:
            self._want_bill(data, f"spent_{line.pk}", f"voucher_{line.pk}")
        for number in range(FURTHER):
            self._want_bill(data, f"paid_{number}", f"bill_{number}")
            if data.get(f"paid_{number}") is not None and not data.get(f"what_{number}"):
                self.add_error(f"what_{number}", _("Write down what was paid for."))
        return data

    def spent(self) -> list[Spent]:
        """What was typed, for the action. Call it on a valid form."""
        data = self.cleaned_data
        known = [
            Spent(line_id=line.pk, spent_fen=_fen(data[f"spent_{line.pk}"]), voucher=data[f"voucher_{line.pk}"])
            for line in self.lines
        ]
        return known + [
            Spent(
                spent_fen=_fen(data[f"paid_{number}"]),
                voucher=data[f"bill_{number}"],
                name=data[f"what_{number}"],
                cost_class=CostClass(data[f"class_{number}"]),
            )
            for number in range(FURTHER)
            if data[f"what_{number}"]
        ]

    def _want_bill(self, data: dict[str, Any], money: str, bill: str) -> None:
        if data.get(money) is not None and not data.get(bill):
            self.add_error(bill, _("Write down the number of the bill."))


def spending_values(lines: Sequence[BudgetLine]) -> dict[str, Any]:
    """What is written down now, by field name."""
    found: dict[str, Any] = {"rev": cost_rev(lines)}
    for line in lines:
        found[f"spent_{line.pk}"] = None if line.spent_fen is None else f"{line.spent_fen / FEN:.2f}"
        found[f"voucher_{line.pk}"] = line.voucher
    return found


def _money(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=2, required=False)


def _fen(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int(yuan * FEN)
