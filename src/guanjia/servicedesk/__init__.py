"""Work orders, in the first form that the conference chain needs."""
