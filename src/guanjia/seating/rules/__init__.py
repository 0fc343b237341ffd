"""Protocol as pure functions: charts, order, moves and floor plans."""
