"""
The append-only record of what happened, and what is still to be delivered.

Every write of the product adds exactly one entry in its own transaction. With the entry come its
delivery rows, one per target that may have this type of entry: the outbox of the relay.
"""
