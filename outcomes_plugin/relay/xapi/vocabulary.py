"""The words of our statements."""

COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
DEFINED = "http://id.tincanapi.com/verb/defined"
MENTORED = "http://id.tincanapi.com/verb/mentored"
PROGRESSED = "http://adlnet.gov/expapi/verbs/progressed"

GOAL = "http://id.tincanapi.com/activitytype/goal"
MEETING = "http://adlnet.gov/expapi/activities/meeting"
SURVEY = "http://id.tincanapi.com/activitytype/survey"

# Nobody has published these. A URN of our own is the same on every site, and takes no one's domain.
PAIRED = "urn:openedx-mentoring:verb:paired"
UNPAIRED = "urn:openedx-mentoring:verb:unpaired"
PAIRING = "urn:openedx-mentoring:activity-type:pairing"
PROGRAM = "urn:openedx-mentoring:activity-type:program"

PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"
