"""Build the distribution `openedx-mentoring-outcomes`; tool settings live in pyproject.toml."""

import re
import sys
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "scripts"))

from compile_catalogs import compile_catalogs


class BuildWithCatalogs(build_py):
    """Compile the catalogs before files are gathered, so that every wheel carries them."""

    def run(self):
        compile_catalogs(HERE)
        super().run()


def version() -> str:
    """Return the version that the plugin names, without importing it."""
    text = (HERE / "outcomes_plugin" / "__init__.py").read_text(encoding="utf-8")
    return re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)[1]


setup(
    name="openedx-mentoring-outcomes",
    version=version(),
    description="Mentoring outcomes for Open edX: measured, protected, explained and acted upon.",
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    classifiers=[
        "Framework :: Django :: 4.2",
        "Framework :: Django :: 5.2",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
    ],
    python_requires=">=3.11,<3.13",
    packages=find_packages(include=["mentoring_xblock*", "outcomes_plugin*"]),
    package_data={
        "mentoring_xblock": ["static/**/*", "templates/**/*", "translations/**/*.mo", "**/*.json"],
        "outcomes_plugin": [
            "static/**/*",
            "mako/**/*",
            "templates/**/*",
            "locale/**/*.mo",
            "**/*.json",
        ],
    },
    cmdclass={"build_py": BuildWithCatalogs},
    install_requires=[
        "celery",
        "cryptography",
        "defusedxml",
        "django>=4.2,<5.3",
        "django-crum",
        "djangorestframework",
        "drf-yasg",
        "edx-ace",
        "edx-api-doc-tools",
        "edx-completion",
        "edx-django-utils",
        "edx-drf-extensions",
        "edx-opaque-keys",
        "edx-toggles",
        "event-tracking",
        "icalendar>=6,<8",
        "markdown",
        "nh3",
        "numpy",
        "openedx-events",
        "openedx-filters",
        "openpyxl>=3.1",
        "pandas",
        "scipy",
        "statsmodels",
        "tqdm",
        "vl-convert-python",
        "web-fragments",
        "XBlock[django]>=5.2",
        "XlsxWriter>=3.1",
    ],
    extras_require={
        "demo": [
            "babel",
            "redis",
            "setuptools<81",  # `fs`, which XBlock's file service needs, imports pkg_resources
            "xblock-sdk>=0.14",
        ],
        "bench": ["xblock-poll"],  # AGPL: only compared with, in an environment of its own
        "mysql": ["mysqlclient"],
        "test": [
            "axe-playwright-python",
            "code-annotations",
            "django-oauth-toolkit",
            "django-stubs",
            "hypothesis",
            "import-linter",
            "jsonschema",
            "krippendorff",
            "lifelines",
            "mypy",
            "pingouin",
            "pytest",
            "pytest-cov",
            "pytest-django",
            "pytest-playwright",
            "pytest-randomly",
            "pytest-xdist",
            "PyYAML",
            "ruff",
            "scikit-learn",
            "types-PyYAML",
        ],
        "xapi": ["edx-event-routing-backends>=9.3"],
    },
    entry_points={
        "xblock.v1": [
            "mentoring-goals = mentoring_xblock.goals:GoalsBlock",
            "mentoring-journal = mentoring_xblock.journal:JournalBlock",
            "mentoring-survey = mentoring_xblock.survey:SurveyBlock",
        ],
        "openedx.course_tab": ["mentoring = outcomes_plugin.course_tab:MentoringTab"],
        "lms.djangoapp": ["outcomes_plugin = outcomes_plugin.apps:OutcomesConfig"],
        "cms.djangoapp": ["outcomes_plugin = outcomes_plugin.apps:OutcomesConfig"],
    },
)
