"""
What a course unit and a page show alike: survey, goals, journal, meetings.

A panel is shown by a block and by a page, and both hand on what a person does in it. The edges
differ only in how they get the request; markup, words, script and the api call are here.
"""
