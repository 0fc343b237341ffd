"""Pure rules of conferences: states, blocks, budgets, venues, guests."""
