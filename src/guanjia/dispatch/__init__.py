"""Who should do which order when: skills, areas, proposals, automatic dispatch, what will be late. It does not own orders."""
