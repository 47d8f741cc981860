"""
Pairings of a mentee with a mentor, their history, and the relation “partner”.

Who shares work with whom follows from here: only while a pairing is open, and only between its two.
"""
