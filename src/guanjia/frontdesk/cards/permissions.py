"""Who sees cards, issues them, decides."""

from guanjia.people.public import Roles, is_any_of

sees_cards = is_any_of(Roles.RECEPTIONIST, Roles.HOTLINE, Roles.BUTLER, Roles.GUARD, Roles.DUTY_MANAGER)
issues_cards = is_any_of(Roles.RECEPTIONIST, Roles.BUTLER, Roles.DUTY_MANAGER)
manages_zones = is_any_of(Roles.DUTY_MANAGER)
