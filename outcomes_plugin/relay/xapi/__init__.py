"""
Turn tracking events into xAPI statements, by transformers of event-routing-backends.

Only `transformers` needs that package, and it is imported where the package is one of the site's
apps. What is said and what is not stands in decision 0051.
"""
