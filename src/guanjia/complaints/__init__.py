"""Complaints of three levels from receipt to the word of whoever complained, outside orders with their own clocks, public opinion."""
