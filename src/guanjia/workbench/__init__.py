"""Staff home: my queue, the site today."""
