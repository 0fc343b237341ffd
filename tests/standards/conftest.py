from tests.cast import cast
from tests.standards.world import _catalogue

__all__ = ["_catalogue", "cast"]
