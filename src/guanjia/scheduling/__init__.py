"""A period placed at once: many requests laid into rooms and hours by search, as a proposal that shows its price.

It does not own events and rooms (conference, places): what is accepted goes in through conference.
"""
