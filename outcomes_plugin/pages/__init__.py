"""The pages that people open in a browser: parse, one api call, answer."""
