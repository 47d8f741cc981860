"""
Goals that people set themselves, and how they move: check-ins, milestones, the mentor's agreement.

A goal belongs to its person alone. A partner reads it while the pairing that it was shared with is
open; nobody else ever does, coordinators and global staff included.
"""
