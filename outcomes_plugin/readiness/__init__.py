"""
What a program still lacks before it can begin.

The steps of setting up, which of them are done, and the one way in that begins a program only when
nothing that people were promised is missing.
"""
