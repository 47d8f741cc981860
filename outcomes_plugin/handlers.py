"""Listen to the platform: look up, leave a row, answer at once."""


def connect() -> None:
    """Connect every receiver. Called once, when the app is ready."""
