"""
Instruments, the windows in which they are asked, and what people answered.

The mode of a window decides how an answer lives: with its person, under a code, or without any
link. Numbers leave this applet only as sums over many answers.
"""
