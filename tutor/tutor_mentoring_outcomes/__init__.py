"""The Tutor plugin of mentoring outcomes: one module, and the patches that it gives to Tutor."""

__version__ = "0.1.0"
