"""What a plugin of the tests listens to."""

from django.dispatch import Signal

SOMETHING_HAPPENED = Signal()
heard: list[str] = []


def remember(*, word, **_kwargs):
    heard.append(word)
