"""Which weekly rollups a transaction has made stale: they are recomputed right before it commits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class DirtyWeeks:
    """Weeks whose rollups are recomputed at commit, each named by a call's time (UTC) and its team's id.

    `newly_counting`: evaluations that did not count before, by id; they are added to what is there. `changed`: weeks
    of teams in which something that counted has changed; they are added up anew.

    Published for team 3, a call of Tuesday 2 March, 11:00 in Rome: newly_counting = {41: (2 March 10:00 UTC, 3)}, and
    the rollups of the week of Monday 1 March grow by one. The same evaluation overturned on Friday:
    changed = {(2 March 10:00 UTC, 3)}, and that week of team 3 is added up anew, without it.
    """

    newly_counting: dict[int, tuple[datetime, int]] = field(default_factory=dict)
    changed: set[tuple[datetime, int]] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.newly_counting or self.changed)
