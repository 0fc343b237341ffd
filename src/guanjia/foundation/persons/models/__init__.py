"""Tables of persons."""

from guanjia.foundation.persons.models.consent import Consent
from guanjia.foundation.persons.models.hold import LegalHold
from guanjia.foundation.persons.models.link import PersonLink
from guanjia.foundation.persons.models.person import Person
from guanjia.foundation.persons.models.private import BlindIndex, PrivateValue

__all__ = ["BlindIndex", "Consent", "LegalHold", "Person", "PersonLink", "PrivateValue"]
