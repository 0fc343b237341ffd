"""Client memory and word of mouth: what clients like, what they are offered, what they say of us, whom they send, what they earn.

Owns: preferences told by clients, packages and what was taken, reviews and their answers, referral codes, the points ledger, proposals for
a better service. Does not own: organisations and contacts (people), events, enquiries and complaints (conference), surveys.
"""
