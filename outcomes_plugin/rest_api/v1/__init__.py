"""
Version 1. What stands here only grows: a field or an address that is there stays.

`views` hold the endpoints by noun, `shapes` what they take and give. Only what a shape names leaves
the site, and it names nothing that the pages do not show to the same person.
"""
