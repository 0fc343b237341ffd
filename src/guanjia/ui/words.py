"""The sentences that islands speak. A TypeScript file asks for them by key; `%s` stands for what it puts in."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "until.left": _("%s left"),
    "until.last": _("less than 1 minute left"),
    "until.past": _("just past the limit"),
    "until.over": _("%s over"),
    "length.minute": _("%s minute"),
    "length.minutes": _("%s minutes"),
    "length.hours": _("%s h"),
    "length.hours_minutes": _("%s h %s min"),
    "length.day": _("%s day"),
    "length.days": _("%s days"),
    "length.days_hours": _("%s d %s h"),
    "live.stale": _("Not updated for %s"),
    "live.updated": _("Updated"),
    "offline.count": _("%s not uploaded"),
    "offline.none": _("Everything is uploaded"),
    "offline.off": _("No network. What you do is kept on this phone."),
    "offline.login": _("Please log in again; %s not uploaded are kept."),
    "offline.log_in": _("Log in"),
    "offline.done": _("Done"),
    "offline.saved": _("Kept on this phone"),
    "offline.refused": _("The server did not take it: %s"),
    "offline.signout": _("%s not uploaded will be lost if you sign out now."),
    "offline.full": _("This phone's storage is full. Upload before you take more photos."),
    "photo.kept": _("Photo kept"),
    "photo.not": _("This file is not a photo."),
    "photo.remove": _("Remove photo"),
    "signature.clear": _("Clear"),
    "signature.empty": _("Please sign first."),
    "scan.start": _("Scan with the camera"),
    "scan.stop": _("Stop the camera"),
    "scan.none": _("This device has no camera that the page may use. Type the code or use a hand-held scanner."),
    "scan.denied": _("The camera is not allowed. Allow it in the browser's settings, or type the code."),
    "scan.insecure": _("The camera works on https only. Type the code or use a hand-held scanner."),
    "checkin.admitted": _("Admitted"),
    "checkin.refused": _("Refused"),
    "checkin.network": _("No answer from the server. Not counted; please scan again."),
    "checkin.seat": _("Seat %s"),
    "grid.moving": _("Moving %s: arrow keys choose, Enter puts it down, Esc gives up"),
    "grid.at": _("%s, %s"),
    "grid.cancelled": _("Not moved"),
    "grid.confirm": _("Move %s to %s?"),
    "copy.done": _("Copied"),
    "copy.failed": _("Could not copy. Please select and copy the text."),
    "confirm.yes": _("Go on"),
    "confirm.no": _("Cancel"),
    "draft.kept": _("What you typed earlier is back."),
    "draft.drop": _("Start afresh"),
    "net.failed": _("The server could not be reached. Nothing was saved."),
}


def words_for_islands() -> dict[str, str]:
    """All of them in the language of the page."""
    return {key: str(text) for key, text in WORDS.items()}
