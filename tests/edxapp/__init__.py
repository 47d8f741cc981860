"""The door to the real platform, over tables with the names that the LMS gives them."""
