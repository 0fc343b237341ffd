"""What is wrong with the shipped catalogue as a whole."""

from collections.abc import Iterator

from guanjia.foundation.subjects.public import UnknownKind, get
from guanjia.kernel.words import gettext_noop as N_
from guanjia.standards.queries.shipped import laws, shipped
from guanjia.standards.rules.dump import dump_standard
from guanjia.standards.rules.law import breaches
from guanjia.standards.rules.needs import facts_needed, moments_needed
from guanjia.standards.rules.problems import Problem, StandardInvalid


def check_shipped() -> list[StandardInvalid]:
    """Faults of the catalogue that one file does not show: unknown subject kinds, moments and facts, and what lies
    below the law of the country. Raises CatalogueInvalid when the files cannot be read at all.
    """
    country = [law for law in laws().values() if law.place == "CN"]
    faults = []
    for each in shipped().values():
        standard = each.standard
        problems = [found.problem() for found in breaches(country, standard, dump_standard(standard))]
        try:
            kind = get(standard.subject_kind)
        except UnknownKind:
            problems.append(Problem("subject", N_("no module declares this kind of subject")))
        else:
            problems += _unknown("moment", moments_needed(standard) - set(kind.moments))
            problems += _unknown("fact", facts_needed(standard) - {*kind.facts, "state"})
        if problems:
            faults.append(StandardInvalid(standard.code, problems, each.file))
    return faults


def _unknown(sort: str, names: set[str]) -> Iterator[Problem]:
    for name in sorted(names):
        yield Problem(sort, N_("the subject declares no %(name)s"), {"name": name})
