"""
The blocks that people meet inside a course unit.

Block classes sit directly in this package's modules, have no tables and keep no learner data in
fields: whatever a person enters goes through `outcomes`, the one door to `outcomes_plugin.api`.
"""
