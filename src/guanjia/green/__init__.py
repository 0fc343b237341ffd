"""Green and inclusive: what guests eat and need, how much is cooked and left, what a meeting uses and leaves behind.

Owns: needs of guests (locked under each person's key), meals and their portions, notes to the kitchen, the green sheet of an
event with waste, meter readings and counted things, a site's own emission factors. Does not own: guests and their answers
(conference), who sits where (seating), how a hall is drawn (layouts).
"""
