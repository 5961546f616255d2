"""The composition root: from settings to the services, put together in one place."""

from __future__ import annotations

from dataclasses import dataclass

from benvenuto.config import Settings
from benvenuto.services.audit import Audit
from benvenuto.services.calls import CallService
from benvenuto.services.clock import Clock, system_clock
from benvenuto.services.feedback import FeedbackService
from benvenuto.services.people import PeopleService
from benvenuto.services.sampling import Sampling
from benvenuto.services.scorecards import Scorecards
from benvenuto.services.scoring import Scoring
from benvenuto.services.sign_in import SignIn
from benvenuto.storage.database import Database, open_database
from benvenuto.storage.migrating import migrate
from benvenuto.storage.recording_store import RecordingStore


@dataclass(frozen=True)
class Benvenuto:
    """The application without its faces: every service, and what they stand on."""

    settings: Settings
    clock: Clock
    database: Database
    store: RecordingStore
    sign_in: SignIn
    people: PeopleService
    scorecards: Scorecards
    calls: CallService
    sampling: Sampling
    scoring: Scoring
    feedback: FeedbackService
    audit: Audit


def build(settings: Settings, clock: Clock = system_clock) -> Benvenuto:
    """Put the application together; nothing is read or written yet."""
    database = open_database(settings.database_url)
    scorecards = Scorecards(database, clock, settings.rubrics, frozenset())
    return Benvenuto(
        settings=settings,
        clock=clock,
        database=database,
        store=RecordingStore(settings.recordings_url),
        sign_in=SignIn(database, clock),
        people=PeopleService(database, clock),
        scorecards=scorecards,
        calls=CallService(database),
        sampling=Sampling(database, clock, settings.timezone),
        scoring=Scoring(database, clock, scorecards),
        feedback=FeedbackService(database, clock, scorecards),
        audit=Audit(database),
    )


def prepare(app: Benvenuto) -> None:
    """Migrate, and put the rubrics in force."""
    migrate(app.database.engine)
    app.scorecards.refresh()
