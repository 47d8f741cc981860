"""Our events pass every whitelist on the way to xAPI, and the platform's own lists stay."""

from types import SimpleNamespace

import pytest

from outcomes_plugin.settings.production import plugin_settings
from outcomes_plugin.settings.xapi import EVENTS


def whitelist(names):
    engine = "eventtracking.processors.whitelist.NameWhitelistProcessor"
    return {"ENGINE": engine, "OPTIONS": {"whitelist": names}}


def names_of(backend):
    return backend["OPTIONS"]["processors"][0]["OPTIONS"]["whitelist"]


@pytest.fixture
def site():
    def router(name):
        return {"OPTIONS": {"backend_name": name, "processors": [whitelist(["a"])]}}

    inner = {"xapi": router("xapi"), "caliper": router("caliper")}
    outer = {"OPTIONS": {"processors": [whitelist({"a"})], "backends": inner}}
    logger = {"OPTIONS": {"processors": [whitelist(["a"])], "backends": {"logger": {}}}}
    return SimpleNamespace(
        EVENT_TRACKING_BACKENDS={"event_transformer": outer, "tracking_logs": logger},
        EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS=["a"],
        EVENT_BUS_TRACKING_LOGS={"a"},
    )


def test_our_events_pass_every_list_on_the_way_to_xapi_and_no_other(site):
    plugin_settings(site)
    plugin_settings(site)
    transformer = site.EVENT_TRACKING_BACKENDS["event_transformer"]
    assert names_of(transformer) == {"a", *EVENTS}
    assert names_of(transformer["OPTIONS"]["backends"]["xapi"]) == ["a", *EVENTS]
    assert names_of(transformer["OPTIONS"]["backends"]["caliper"]) == ["a"]
    assert names_of(site.EVENT_TRACKING_BACKENDS["tracking_logs"]) == ["a"]
    assert ["a", *EVENTS] == site.EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS
    assert {"a", *EVENTS} == site.EVENT_BUS_TRACKING_LOGS


def test_a_site_without_the_package_gets_no_list():
    site = SimpleNamespace()
    plugin_settings(site)
    assert not hasattr(site, "EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS")
