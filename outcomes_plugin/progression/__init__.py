"""
How people move on: progress in the linked courses, and facts of their careers.

Course facts come from the platform's events through an inbox: the request that caused one leaves a
row and goes on; a worker turns the row into facts. Career facts come from HR as files.
"""
