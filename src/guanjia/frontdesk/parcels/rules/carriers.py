"""Which carrier a tracking number belongs to, and what is no tracking number."""

import re
import unicodedata
from dataclasses import dataclass

from guanjia.kernel.words import gettext_noop as N_


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier: its code, its name, the form of its numbers."""

    code: str
    label: str
    form: re.Pattern[str]


CARRIERS: tuple[Carrier, ...] = (
    Carrier("sf", N_("SF Express"), re.compile(r"SF\d{12,15}")),
    Carrier("jd", N_("JD Logistics"), re.compile(r"JD[A-Z0-9]{9,18}")),
    Carrier("jt", N_("J&T Express"), re.compile(r"JT\d{13}")),
    Carrier("yto", N_("YTO Express"), re.compile(r"YT\d{13}")),
    Carrier("dpk", N_("Deppon"), re.compile(r"DPK\d{12}")),
    Carrier("cn", N_("Cainiao"), re.compile(r"(?:LP|CN)\d{14}")),
    Carrier("ems", N_("China Post EMS"), re.compile(r"[A-Z]{2}\d{9}CN|(?:1[0-3]|98)\d{11}")),
    Carrier("sto", N_("STO Express"), re.compile(r"77\d{13}|STO\d{12}")),
    Carrier("zto", N_("ZTO Express"), re.compile(r"7[35689]\d{12}|ZT\d{12}")),
    Carrier("yunda", N_("Yunda Express"), re.compile(r"(?:31|43|46)\d{11,13}|YD\d{13}")),
)
NUMBER = re.compile(r"[A-Z0-9]{6,40}")


def normal_number(text: str) -> str:
    """The number as it is kept, "" for what cannot be one: full-width letters, blanks and dashes are calmed."""
    calm = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()
    return calm if NUMBER.fullmatch(calm) else ""


def carrier_of(number: str) -> str:
    """The code of the carrier whose numbers look like this, "" when none or several do."""
    found = [carrier.code for carrier in CARRIERS if carrier.form.fullmatch(number)]
    return found[0] if len(found) == 1 else ""
