"""
Deliver the ledger's entries to the targets that may have them, at least once and in order.

A target is a projection of the ledger: what it has can be rebuilt, and nothing is ever read back
from it. Ids are the entries' own, so a target can tell a repetition from news.
"""
