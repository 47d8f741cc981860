"""
What people are told, and what they agree to.

A program has one notice in force: what is kept, why, on which lawful basis, who reads it and for
how long. That it was shown is recorded. Only optional purposes have a grant, and only those can be
withdrawn. This applet also keeps the site's secrets, which encrypt the programs' pseudonym keys.
"""
