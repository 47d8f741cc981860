"""
Programs: their cohorts, their people and roles, and the courses that belong to them.

`rights` holds the one table of who may do what; `api.require` is how everything above asks it.
"""
