"""A meeting on tablets and from afar: papers, speaking list, questions, votes, minutes and the sealed record.

It does not own the agenda's times (agenda), papers on paper (materials) or guests (conference).
"""
