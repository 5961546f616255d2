"""The composition root: from settings to the services, put together in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benvenuto.config import Settings, read_settings
from benvenuto.domain.outbox import Channel
from benvenuto.formats.handbook.learning_path import read_learning_path
from benvenuto.services.calls.analysis_queue import AnalysisQueue
from benvenuto.services.calls.call_logs import CallLogs
from benvenuto.services.calls.calls import CallService
from benvenuto.services.calls.hearings import HearingService
from benvenuto.services.calls.measures import MeasureService
from benvenuto.services.calls.recordings import RecordingImports
from benvenuto.services.calls.sampling import Sampling
from benvenuto.services.calls.transcribing import Transcribing
from benvenuto.services.calls.transcripts import TranscriptImports
from benvenuto.services.clock import Clock, system_clock
from benvenuto.services.feedback.carriers import Carrier
from benvenuto.services.feedback.chat import ChatCarrier
from benvenuto.services.feedback.coaching import CoachingService
from benvenuto.services.feedback.corrections import Corrections
from benvenuto.services.feedback.deadlines import DeadlineService
from benvenuto.services.feedback.feedback import FeedbackService
from benvenuto.services.feedback.gradings import GradingService
from benvenuto.services.feedback.mail import MailCarrier
from benvenuto.services.feedback.notices import NoticeService
from benvenuto.services.feedback.outside import OutsideService
from benvenuto.services.feedback.responses import ResponseService
from benvenuto.services.feedback.scored import ScoredService
from benvenuto.services.feedback.sending import Sending
from benvenuto.services.feedback.working_days import working_day
from benvenuto.services.handbook.before_after import BeforeAfter
from benvenuto.services.handbook.handbook import Handbook
from benvenuto.services.handbook.handbook_texts import handbook_texts
from benvenuto.services.handbook.learning import LearningService
from benvenuto.services.handbook.practice import PracticeService
from benvenuto.services.people.agent_codes import AgentCodes
from benvenuto.services.people.audit import Audit
from benvenuto.services.people.backups import Backups
from benvenuto.services.people.exports import Exports
from benvenuto.services.people.first_steps import FirstSteps
from benvenuto.services.people.people import PeopleService
from benvenuto.services.people.people_lists import PeopleLists
from benvenuto.services.people.sign_in import SignIn
from benvenuto.services.people.works_agreement import WorksAgreementService
from benvenuto.services.people.works_rules import WorksRules
from benvenuto.services.quality.comparison import ComparisonService
from benvenuto.services.quality.control_charts import ControlChartService
from benvenuto.services.quality.coverage import CoverageService
from benvenuto.services.quality.criteria import CriteriaService
from benvenuto.services.quality.critical_errors import CriticalErrorService
from benvenuto.services.quality.decisions import DecisionService
from benvenuto.services.quality.efficiency import EfficiencyService
from benvenuto.services.quality.movements import Movements
from benvenuto.services.quality.rater_agreement import RaterAgreementService
from benvenuto.services.quality.report import ReportService
from benvenuto.services.quality.self_agreement import SelfAgreementService
from benvenuto.services.quality.severities import Severities
from benvenuto.services.quality.trends import TrendService
from benvenuto.services.quality.weekly_rollups import WeeklyRollupService
from benvenuto.services.scoring.calibrations import CalibrationService
from benvenuto.services.scoring.consensus import ConsensusService
from benvenuto.services.scoring.evidence import EvidenceService
from benvenuto.services.scoring.rubric_uploads import RubricUploads
from benvenuto.services.scoring.scorecards import Scorecards
from benvenuto.services.scoring.scoring import Scoring
from benvenuto.services.scoring.self_evaluations import SelfEvaluationService
from benvenuto.services.scoring.side_by_side import SideBySide
from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.database import Database, open_database
from benvenuto.storage.migrating import migrate
from benvenuto.storage.private import close_to_others, write_privately


@dataclass(frozen=True)
class Benvenuto:
    """The application without its faces: every service, and what they stand on."""

    settings: Settings
    clock: Clock
    database: Database
    store: RecordingStore
    sign_in: SignIn
    people: PeopleService
    people_lists: PeopleLists
    agent_codes: AgentCodes
    first_steps: FirstSteps
    scorecards: Scorecards
    rubric_uploads: RubricUploads
    calls: CallService
    hearings: HearingService
    call_logs: CallLogs
    recordings: RecordingImports
    transcripts: TranscriptImports
    transcribing: Transcribing
    sampling: Sampling
    scoring: Scoring
    side_by_side: SideBySide
    self_evaluations: SelfEvaluationService
    self_agreement: SelfAgreementService
    calibrations: CalibrationService
    consensus: ConsensusService
    evidence: EvidenceService
    feedback: FeedbackService
    coaching: CoachingService
    corrections: Corrections
    gradings: GradingService
    deadlines: DeadlineService
    notices: NoticeService
    outside: OutsideService
    responses: ResponseService
    scored: ScoredService
    sending: Sending
    trends: TrendService
    control_charts: ControlChartService
    comparison: ComparisonService
    report: ReportService
    severities: Severities
    criteria: CriteriaService
    rater_agreement: RaterAgreementService
    decisions: DecisionService
    movements: Movements
    weekly: WeeklyRollupService
    critical_errors: CriticalErrorService
    coverage: CoverageService
    efficiency: EfficiencyService
    measures: MeasureService
    analyses: AnalysisQueue
    handbook: Handbook
    practice: PracticeService
    before_after: BeforeAfter
    learning: LearningService
    audit: Audit
    works_agreement: WorksAgreementService
    backups: Backups
    exports: Exports


def build(settings: Settings, clock: Clock = system_clock, database: Database | None = None) -> Benvenuto:
    """Put the application together, over a database that is open already if one is given; it is not touched yet."""
    database = database or open_database(settings.database_url, settings.timezone)
    store = RecordingStore(settings.recordings_url)
    # read once, and shared: scorecards check against the sections that the pages show
    texts = handbook_texts(settings.handbook, settings.policy, settings.sample_data)
    handbook = Handbook(texts, clock, settings.timezone)
    rules = WorksRules(settings.works_agreement, clock, settings.timezone)
    scorecards = Scorecards(database, clock, settings.rubrics, texts)
    carriers = _carriers(settings, clock)
    deadlines = DeadlineService(database, clock, settings.timezone, settings.deadlines, working_day(settings.holidays))
    coaching = CoachingService(database, clock, scorecards, settings.timezone, rules)
    reminders = (deadlines.reminders, coaching.reminders)
    return Benvenuto(
        settings=settings,
        clock=clock,
        database=database,
        store=store,
        sign_in=SignIn(
            database,
            clock,
            settings.published_opens,
            settings.company,
            settings.idle_timeout,
            second_factor_wanted=settings.second_factor == "administrators",
        ),
        people=PeopleService(database, clock),
        people_lists=PeopleLists(database, clock),
        agent_codes=AgentCodes(database, clock),
        first_steps=FirstSteps(database, settings, texts),
        scorecards=scorecards,
        rubric_uploads=RubricUploads(database, clock, scorecards),
        calls=CallService(database, rules),
        hearings=HearingService(database, rules),
        call_logs=CallLogs(database, clock, settings.timezone),
        recordings=RecordingImports(database, clock, store),
        transcripts=TranscriptImports(database, clock),
        transcribing=Transcribing(database, clock, store),
        sampling=Sampling(database, clock, settings.timezone, rules, second_share=settings.second_share),
        scoring=Scoring(database, clock, scorecards, rules),
        side_by_side=SideBySide(database, clock, scorecards),
        self_evaluations=SelfEvaluationService(database, clock, scorecards),
        self_agreement=SelfAgreementService(database, scorecards, settings.timezone),
        calibrations=CalibrationService(database, clock, scorecards, settings.timezone, rules),
        consensus=ConsensusService(database, clock, scorecards),
        evidence=EvidenceService(database, scorecards, rules, settings.company),
        feedback=FeedbackService(database, clock, scorecards),
        coaching=coaching,
        gradings=GradingService(database, clock, scorecards),
        corrections=Corrections(database, clock, scorecards),
        deadlines=deadlines,
        notices=NoticeService(database, clock, scorecards),
        responses=ResponseService(database, clock),
        scored=ScoredService(database),
        outside=OutsideService(database, clock, tuple(carriers), anywhere=settings.webhooks == "any"),
        sending=Sending(database, clock, scorecards, carriers, settings.public_url, settings.timezone, reminders),
        trends=TrendService(database, scorecards, settings.timezone),
        control_charts=ControlChartService(database, scorecards, settings.timezone),
        severities=Severities(database),
        criteria=CriteriaService(database, scorecards),
        rater_agreement=RaterAgreementService(database, scorecards),
        decisions=DecisionService(database, scorecards),
        movements=Movements(database, scorecards),
        comparison=ComparisonService(database, settings.timezone),
        report=ReportService(database, clock, scorecards, settings.timezone),
        weekly=WeeklyRollupService(database),
        critical_errors=CriticalErrorService(database, scorecards),
        coverage=CoverageService(database, clock, settings.timezone),
        efficiency=EfficiencyService(database, clock, settings.timezone, rules),
        measures=MeasureService(database, clock, rules),
        analyses=AnalysisQueue(database, clock, store),
        handbook=handbook,
        practice=PracticeService(database, clock, scorecards, texts, settings.rubrics),
        before_after=BeforeAfter(database),
        learning=LearningService(database, clock, read_learning_path(settings.learning_path)[0]),
        audit=Audit(database),
        works_agreement=WorksAgreementService(database, clock, rules),
        backups=Backups(database, clock, store),
        exports=Exports(database, clock, store, _texts(settings)),
    )


def _texts(settings: Settings) -> Mapping[str, Path]:
    """What people write as files, by the name that an export gives it."""
    texts = {
        "rubrics": settings.rubrics,
        "policy.yaml": settings.policy,
        "learning_path.yaml": settings.learning_path,
    }
    own = {"handbook": settings.handbook, "works-agreement.yaml": settings.works_agreement}
    return texts | {name: path for name, path in own.items() if path}


def _carriers(settings: Settings, clock: Clock) -> Mapping[Channel, Carrier]:
    """The ways out that the settings open: none by themselves."""
    carriers: dict[Channel, Carrier] = {}
    if settings.mail is not None:
        carriers[Channel.EMAIL] = MailCarrier(settings.mail, settings.public_host, clock)
    if settings.webhooks != "no":
        carriers[Channel.CHAT] = ChatCarrier(anywhere=settings.webhooks == "any")
    return carriers


@cache
def running() -> Benvenuto:
    """The application of this process, from the environment's settings."""
    write_privately()
    return build(read_settings())


def prepare(app: Benvenuto, progress: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Bring the database up to date, and put the rubrics in force: from then on calls can be scored."""
    app.works_agreement.ready()
    bring_up_to_date(app, progress)
    app.works_agreement.note_version()
    app.scorecards.refresh()
    app.sign_in.shut_published()


def bring_up_to_date(app: Benvenuto, progress: Callable[[int, int], None]) -> None:
    """Migrate, and put the sums by week in order; `progress` is told of the weeks done. What is private is closed."""
    migrate(app.database.engine)
    close_to_others(app.settings.data, app.settings.database_url, app.store.local(""))
    app.weekly.put_in_order(progress)
