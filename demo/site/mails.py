"""The mails of the invented persons, for everybody to open. It exists only in the demo site."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from .mailbox import sent_mail, sent_mails

# Links of a mail leave the frame in which it is shown.
_HEAD, _LEAVING_HEAD = "<head>", '<head><base target="_top">'


@require_GET
def mails(request):
    """List the mails, the newest first: all of them, or those to one person."""
    found = sent_mails()
    to = request.GET.get("to", "")
    return render(
        request,
        "demo/mails.html",
        {
            "mails": [mail for mail in found if to in ("", mail.to)],
            "readers": sorted({mail.to for mail in found}),
            "to": to,
        },
    )


@require_GET
def mail(request, key: str):
    """Show one mail as its reader sees it, and as plain text."""
    found = sent_mail(key)
    if found is None:
        raise Http404
    framed = found.html.replace(_HEAD, _LEAVING_HEAD, 1)
    return render(request, "demo/mail.html", {"mail": found, "framed": framed})
