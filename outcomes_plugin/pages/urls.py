"""Addresses of the pages, below /mentoring/."""

from django.urls import URLPattern, path

from . import (
    answers,
    calendars,
    choices,
    comments,
    course,
    home,
    import_views,
    my_data,
    notice,
    own_urls,
    pairings,
    people,
    report,
    requests,
    set_up_urls,
    shared_entries,
    today,
    windows,
)

_PROGRAM = "programs/<str:slug>/"
_WINDOW = f"{_PROGRAM}windows/<int:window_id>/"
_COMMENTS = f"{_WINDOW}comments/<slug:item>/"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("courses/<path:course_key>/", course.course, name="course"),
    path("my-data/", my_data.my_data, name="my_data"),
    path("my-data/my-mentoring-data.json", my_data.my_data_file, name="my_data_file"),
    path("my-data/calendar/make/", calendars.make_calendar, name="make_calendar"),
    path("my-data/calendar/stop/", calendars.stop_calendar, name="stop_calendar"),
    path("calendar/<str:token>.ics", calendars.calendar, name="calendar"),
    path("my-data/mail/<str:slug>/", choices.choose_mail, name="choose_mail"),
    path("my-data/choices/<str:slug>/<str:purpose>/", choices.choose, name="choose"),
    path(f"{_PROGRAM}report/", report.report, name="report"),
    path(f"{_PROGRAM}report/report.csv", report.report_csv, name="report_csv"),
    path(f"{_PROGRAM}today/", today.today, name="today"),
    path(f"{_PROGRAM}today/participation.csv", today.participation_csv, name="participation_csv"),
    path(f"{_WINDOW}open/", windows.open_window, name="open_window"),
    path(f"{_WINDOW}close/", windows.close_window, name="close_window"),
    path(f"{_WINDOW}results/", windows.window_results, name="window_results"),
    path(f"{_WINDOW}answers/", answers.answers, name="answers"),
    path(f"{_WINDOW}answers/answers.csv", answers.answers_csv, name="answers_csv"),
    path(f"{_WINDOW}answers/answers.xlsx", answers.answers_xlsx, name="answers_xlsx"),
    path(f"{_WINDOW}comments/", comments.comments, name="comments"),
    path(f"{_COMMENTS}review/", comments.begin_review, name="review_comments"),
    path(f"{_COMMENTS}change/", comments.change_comment, name="change_comment"),
    path(f"{_COMMENTS}release/", comments.release, name="release_comments"),
    path(f"{_PROGRAM}people/", people.people, name="people"),
    path(f"{_PROGRAM}people/members/", import_views.import_members, name="import_members"),
    path(f"{_PROGRAM}people/pairings/", import_views.import_pairings, name="import_pairings"),
    path(f"{_PROGRAM}pairings/", pairings.pairings, name="pairings"),
    path(f"{_PROGRAM}pairings/<int:pairing_id>/", pairings.pairing, name="pairing"),
    path(f"{_PROGRAM}requests/", requests.requests, name="requests"),
    path(f"{_PROGRAM}shared/", shared_entries.shared_entries, name="shared_entries"),
    path(f"{_PROGRAM}hr/", import_views.hr, name="hr"),
    path(f"{_PROGRAM}hr/spells/", import_views.import_spells, name="import_spells"),
    path(f"{_PROGRAM}hr/events/", import_views.import_events, name="import_events"),
    path(f"{_PROGRAM}notice/", notice.notice, name="notice"),
    *own_urls.urlpatterns,
    *set_up_urls.urlpatterns,
]
