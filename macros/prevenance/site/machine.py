"""What the machine says: its clock and its environment.

Nothing else reads them: the command and the site ask here and pass on what they got.
"""

import datetime as dt
import os


def today() -> dt.date:
    """Return the day of the machine, in its time zone."""
    return dt.datetime.now().astimezone().date()


def day_of_the_site() -> dt.date:
    """Return the day of the site: PREVENANCE_DATE, else SOURCE_DATE_EPOCH's, else the machine's.

    Raises:
        ValueError: PREVENANCE_DATE is not AAAA-MM-JJ, or SOURCE_DATE_EPOCH no number.
    """
    if written := os.environ.get("PREVENANCE_DATE"):
        return dt.date.fromisoformat(written)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    return today()


def asks_for_documents() -> bool:
    """Tell whether the site makes documents: not when PREVENANCE_SANS_DOCUMENTS is 1, for previews."""
    return os.environ.get("PREVENANCE_SANS_DOCUMENTS") != "1"


def shows_annotations() -> bool:
    """Tell whether GitHub Actions runs the command, and shows annotations beside a change."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def epoch_given() -> int:
    """Return the time of SOURCE_DATE_EPOCH, 0 when there is none."""
    known = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(known) if known.isdigit() else 0


def with_environment(**added: str) -> dict[str, str]:
    """Return the environment for another program, completed."""
    return {**os.environ, **added}
