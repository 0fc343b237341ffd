"""Buildings, floors, spaces, rooms, equipment, closures and slots: where things are and who has them when."""
