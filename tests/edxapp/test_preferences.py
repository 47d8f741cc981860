"""How a person of the LMS wants to be written to, and where the links of a mail begin."""

from django.contrib.auth import get_user_model

from outcomes_plugin.edxapp import UserPreferences
from tests.edxapp.models import UserPreference


def a_user(name, **chosen):
    user = get_user_model().objects.create(username=name)
    for key, value in chosen.items():
        UserPreference.objects.create(user=user, key=key.replace("_lang", "-lang"), value=value)
    return user.pk


def test_what_each_person_has_chosen_comes_in_one_query(lms, django_assert_num_queries):
    samir = a_user("samir", pref_lang="ar", time_zone="Africa/Cairo", account_privacy="private")
    lucia = a_user("lucia", pref_lang="es-419")
    amara = a_user("amara")
    with django_assert_num_queries(1):
        found = lms.preferences([samir, lucia, amara])
    assert found == {
        samir: UserPreferences(language="ar", time_zone="Africa/Cairo"),
        lucia: UserPreferences(language="es-419"),
    }


def test_links_of_mails_begin_where_the_lms_is(lms, settings):
    settings.LMS_ROOT_URL = "https://learn.example.org"
    assert lms.root_url() == "https://learn.example.org"
