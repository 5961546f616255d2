"""What only exercises can have wrong, with its remedy."""

from benvenuto.domain.faults import message
from benvenuto.formats.text_file import FaultKind

NO_TASK = FaultKind(
    message("The exercise has nothing to do."),
    message("Add one of: choose, find, order, score, takes, write."),
)
MANY_TASKS = FaultKind(
    message("The exercise has several tasks: {tasks}."),
    message("Keep one, and make another exercise of each of the others."),
)
NOT_ONE_BETTER = FaultKind(
    message("{n} answers are marked as the better one."),
    message("Mark exactly one with “better: true”."),
)
TWO_SPEAKERS = FaultKind(
    message("Two people speak in one turn."),
    message("Start a separate turn for each, with “- ”."),
)
NO_SUCH_TURN = FaultKind(
    message("There is no turn {turn}."),
    message("Count from 1; there are {count}."),
)
NOT_WHOSE_TURN = FaultKind(
    message("The reason “{reason}” does not fit whose turn {turn} is."),
    message("In a turn of the caller, and only there, the reason is “{callers}”."),
)
TURN_TWICE = FaultKind(
    message("Turn {turn} is named twice."),
    message("Name it once; another reason that is right too goes below its “also:”."),
)
ALSO_THE_SAME = FaultKind(
    message("“{answer}” is accepted already."),
    message("Below “also:” stands only what differs from the answer itself."),
)
NOT_AN_ORDER = FaultKind(
    message("“{order}” does not put {count} steps in order."),
    message("Name each step once, by its number from 1 to {count}."),
)
ALWAYS_APPLIES = FaultKind(
    message("The criterion “{path}” always applies."),
    message("Choose one of its levels: {known}."),
)
NO_SUCH_REASON = FaultKind(
    message("The criterion “{path}” has no reason “{reason}”."),
    message("Choose one of: {known}."),
)
NOTHING_TO_SCORE = FaultKind(
    message("There is nothing to read and nothing to listen to."),
    message("Add “turns:”, “excerpt:”, or both."),
)
NOT_OFFERED = FaultKind(
    message("No chapter plays “{name}”, so it would not be heard."),
    message("Play exactly those seconds in a chapter, as “[…](excerpt:{name})”, or choose an excerpt from a chapter."),
)
ONE_LANGUAGE = FaultKind(
    message("This text serves both languages, in an exercise that is in both."),
    message("Write it below “it:” and “en:”, or give the exercise its “language”."),
)
BOTH_LANGUAGES = FaultKind(
    message("This text is in both languages, in an exercise that is in one."),
    message("Write it plainly, or remove “language”."),
)
