from guanjia.people.models.membership import Membership
from guanjia.people.models.occupancy import Occupancy
from guanjia.people.models.organisation import Contact, Organisation
from guanjia.people.models.presence import Presence
from guanjia.people.models.user import User, UserManager

__all__ = ["Contact", "Membership", "Occupancy", "Organisation", "Presence", "User", "UserManager"]
