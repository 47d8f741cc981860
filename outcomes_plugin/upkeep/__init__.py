"""
When each periodic task was last begun and last done.

A site may run its tasks by beat, by cron or by hand: these rows are how anybody can tell that they
run at all.
"""
