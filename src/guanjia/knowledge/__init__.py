"""Articles and phrases, who approved them and until when; the reading of Chinese text: features, kinds, mood.

It does not know requests.
"""
