"""
Who asks, and who is known.

A person is a random id with at most one platform user behind it. Everything else in the database
knows people by that id alone, so cutting it from the user is what makes a person unknown.
"""
