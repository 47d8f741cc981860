"""
The REST API: what people do on pages and in course units, for programs that act for them.

An edge like the pages: each view reads a request, calls one function of `outcomes_plugin.api` and
answers. Rights are refused there, and decided nowhere here.
"""

HR_SCOPE = "mentoring:hr"
"""What an application can be granted: to send HR facts, and to read what became of them."""
