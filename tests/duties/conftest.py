from tests.duties.world import _catalogue, world, world_committed

__all__ = ["_catalogue", "world", "world_committed"]
