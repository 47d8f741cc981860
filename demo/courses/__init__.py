"""What the demo site knows of people and courses, and the platform signals that follow from it."""
