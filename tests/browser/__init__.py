"""Tests that walk through pages in a real browser."""
