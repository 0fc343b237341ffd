"""Buildings, floors, spaces, rooms, equipment, closures and slots: where things are and who has them when.

Not here: what happens in a room (`conference`), who stands where (`posts`), who is inside (`people.Presence`).
"""
