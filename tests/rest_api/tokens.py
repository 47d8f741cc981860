"""
An OAuth2 provider as an LMS has it: real tokens from its endpoint, and what the LMS adds to them.

The tokens of client credentials act for the owner of the application. A restricted application
gets tokens that have run out already, and JWTs that say so.
"""

import json
from base64 import b64encode
from datetime import UTC, datetime

import jwt
from django.test import Client
from django.urls import include, path
from django.utils import timezone as clock
from edx_rest_framework_extensions.auth.jwt.decoder import jwt_decode_handler
from oauth2_provider.models import AccessToken, Application
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.views import TokenView
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_jwt.settings import api_settings

from tests import given

SECRET = "not a secret, and long enough for any digest of its"
AT = "/oauth2/access_token/"

urlpatterns = [path(AT.lstrip("/"), TokenView.as_view()), path("", include("demo.urls"))]


class Validator(OAuth2Validator):
    """Gives the tokens of client credentials to the owner of the application."""

    def save_bearer_token(self, token, request, *args, **kwargs):
        granted, request.grant_type = request.grant_type, None
        request.user = request.client.user
        super().save_bearer_token(token, request, *args, **kwargs)
        request.grant_type = granted


class Bearer(BaseAuthentication):
    """Knows the provider's plain tokens, by the header that OAuth2 names."""

    def authenticate(self, request):
        scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = AccessToken.objects.filter(token=value).select_related("user").first()
        if token is None or token.expires < clock.now() or not token.user.is_active:
            raise AuthenticationFailed
        return token.user, token


class Access:
    """What the LMS keeps beside an application: how far its tokens reach."""

    def __init__(self, *filters):
        self.filters = list(filters)


def let_the_site_give_tokens(settings, monkeypatch):
    """Open the provider's endpoint, and let the site read what it gives."""
    settings.ROOT_URLCONF = __name__
    settings.JWT_AUTH = {
        "JWT_ISSUERS": [{"ISSUER": "site", "AUDIENCE": "site", "SECRET_KEY": SECRET}],
        "JWT_VERIFY_AUDIENCE": True,
    }
    monkeypatch.setattr(api_settings, "JWT_DECODE_HANDLER", jwt_decode_handler)
    monkeypatch.setattr(api_settings, "JWT_AUTH_HEADER_PREFIX", "JWT")
    monkeypatch.setattr("demo.platform.bearer_authentication", lambda: Bearer)


def an_application(owner):
    """Return an application for client credentials that acts for this person."""
    return Application.objects.create(
        name="HR system",
        user=given.a_user(owner),
        client_id="hr",
        client_secret="quokka",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
    )


def plain(scope=""):
    """Return the header with a plain token, as the endpoint gives it."""
    asked = {"grant_type": "client_credentials", "client_id": "hr"}
    secret = {"Authorization": f"Basic {b64encode(b'hr:quokka').decode()}"}
    answer = Client().post(AT, {**asked, **({"scope": scope} if scope else {})}, headers=secret)
    assert answer.status_code == 200, answer.content
    return {"Authorization": f"Bearer {json.loads(answer.content)['access_token']}"}


def signed(scope="", *, filters=(), is_restricted=False):
    """Return the header with the JWT that the LMS makes of such a token."""
    kept = AccessToken.objects.get(token=plain(scope)["Authorization"].partition(" ")[2])
    facts = {
        "iss": "site",
        "aud": "site",
        "version": "1.2.0",
        "preferred_username": kept.user.username,
        "grant_type": kept.application.authorization_grant_type,
        "scopes": kept.scope.split(),
        "filters": list(filters),
        "is_restricted": is_restricted,
        "iat": 0,
        "exp": kept.expires.timestamp(),
    }
    return {"Authorization": f"JWT {jwt.encode(facts, SECRET, algorithm='HS256')}"}


def run_out():
    """Let every token be as those of restricted applications are: over before they begin."""
    AccessToken.objects.update(expires=datetime(1970, 1, 1, tzinfo=UTC))
