"""The calendar of the demo shop's place."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")


def day(offset: int = 0) -> str:
    """A day there, counted from today."""
    return (datetime.now(ZONE).date() + timedelta(days=offset)).isoformat()
