"""
Mail to the people of a program, through edx-ace: each mail is a link and a sentence or two.

A mail is queued as a row that knows a person and a reason, never an address or a text. What it
says is looked up when it is sent, so that nobody is told what is no longer so.
"""
