"""The pages of the demo site: courses, Studio, and the strip that switches persons."""
