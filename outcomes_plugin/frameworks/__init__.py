"""
What a program means to change and how it will know: outcomes, indicators, targets.

An indicator names one number: where its data come from, how they are put together, and which side
is good. A changed formula is a new version beside the old one, so that a past result keeps the
meaning it had. Targets have a date from which they hold, never an earlier one than the day they
were set.
"""
