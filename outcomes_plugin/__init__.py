"""Mentoring outcomes for Open edX: the plugin, made of applets that import only downwards."""

__version__ = "0.1.0"
