"""The services that blocks ask for, with the attributes that edx-platform gives them."""

import gettext
import hashlib

from django.conf import settings
from django.utils import translation
from xblock.core import XBlock
from xblock.reference.user_service import UserService, XBlockUser
from xblock.runtime import NullI18nService

from demo.courses.people import name_of

from .viewer import Viewer


class PlatformUserService(UserService):
    """Says who looks at the block, with the `edx-platform.*` attributes of a real site."""

    def __init__(self, viewer: Viewer):
        super().__init__()
        self._viewer = viewer

    def get_current_user(self) -> XBlockUser:
        """Return the learner: under a masquerade the one who is looked over the shoulder."""
        user, viewer = self._viewer.user, self._viewer
        found = XBlockUser(is_current_user=True)
        found.opt_attrs["edx-platform.is_authenticated"] = user.is_authenticated
        if not user.is_authenticated:
            found.full_name = None
            return found
        found.full_name, found.emails = name_of(user), [user.email]
        found.opt_attrs |= {
            "edx-platform.user_id": user.pk,
            "edx-platform.username": user.username,
            "edx-platform.anonymous_user_id": anonymous_id(user.pk, str(viewer.course_key)),
            "edx-platform.deprecated_anonymous_user_id": anonymous_id(user.pk, ""),
            "edx-platform.user_is_staff": viewer.is_staff,
            "edx-platform.user_is_global_staff": viewer.is_staff and user.is_staff,
            "edx-platform.user_role": viewer.role,
            "edx-platform.user_preferences": _preferences(user),
        }
        return found


class CatalogI18nService(NullI18nService):
    """Translates by the catalogs of the block's root module, in the learner's language."""

    def __init__(self, block: XBlock):
        super().__init__()
        self._translations = _translations(block.__class__)


def anonymous_id(user_id: int, course_key: str) -> str:
    """Return the pseudonym that the platform hands to blocks."""
    text = f"{settings.SECRET_KEY}{user_id}{course_key}"
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _preferences(user) -> dict:
    profile = getattr(user, "demo_person", None)
    if profile is None:
        return {}
    return {"pref-lang": profile.language, "time_zone": profile.time_zone}


def _translations(block_class: type):
    from importlib.resources import files

    root = getattr(block_class, "unmixed_class", block_class).__module__.split(".", maxsplit=1)[0]
    locale = translation.to_locale(translation.get_language() or settings.LANGUAGE_CODE)
    return gettext.translation(
        "text", str(files(root) / "translations"), languages=[locale], fallback=True
    )
