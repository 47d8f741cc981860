"""
What HR sends: files and rows of a source, read by its mapping, and kept as facts of people.

Facts of somebody who is not in the program wait under a keyed hash, and are taken over or let go.
"""
