"""
What is owed to the people whose data these are: to hand them out, to erase them, to let them go.

Every applet that keeps something about a person registers here how it hands that out and how it
clears it; a test finds the table that nobody registered. A program ends here too: from then on the
time runs until its data are let go of.
"""
