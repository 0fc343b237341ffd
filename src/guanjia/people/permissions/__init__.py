"""Who may see and do what where.

holding: which roles somebody has; predicates: named rules over (user, site); pages: the rule that each page must name.
"""
