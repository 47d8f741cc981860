"""
Journals: what a person writes for themselves, and whom they let read it.

An entry belongs to its writer. Nobody else reads it unless the writer says so, entry by entry: then
the mentors whom they have at that moment, for as long as they are paired, or these and whoever
coordinates the program. A draft is the writer's alone, whatever the entry's visibility.
"""
