"""The door of the desk."""

from guanjia.frontdesk.desk.actions.keeping import DeskRefused
from guanjia.frontdesk.desk.actions.proxies import do_for
from guanjia.frontdesk.desk.models import ProxyService

__all__ = ["DeskRefused", "ProxyService", "do_for"]
