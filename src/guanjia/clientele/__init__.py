"""What is remembered of a client, with what they consented to: preferences, history, packages, reviews, referrals, points.

It does not own organisations (people) or events (conference).
"""
