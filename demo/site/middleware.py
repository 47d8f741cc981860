"""The learner's language, as the platform's preference middleware chooses it."""

from django.utils import translation


class LearnerLanguageMiddleware:
    """Answer a signed-in person in the language of their own settings."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Activate the language that the profile names; a visitor keeps the browser's."""
        profile = getattr(request.user, "demo_person", None)
        if profile is not None:
            translation.activate(profile.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
