"""Everything that can be wrong in a rubric or scorecard file, with its remedy."""

from __future__ import annotations

from collections.abc import Mapping

from benvenuto.domain.faults import message
from benvenuto.formats.text_file import FaultKind

_ID = "[a-z0-9]+(-[a-z0-9]+)*"

MISSING_KEY = FaultKind(message("“{key}” is missing."), message("Add “{key}: …” here."))
MISSING_LANGUAGE = FaultKind(
    message("The text in “{key}” is missing."),
    message("Write the text in both languages, it and en, or one plain text that serves both."),
)
UNKNOWN_KEY = FaultKind(message("“{key}” means nothing here."), message("Known here: {known}."))
UNKNOWN_KEY_CLOSE = FaultKind(message("“{key}” means nothing here."), message("Did you mean “{close}”?"))
COMMA_IN_TEXT = FaultKind(
    message("The words “{key}”, after a comma, are read as a language."),
    message("Put the whole text in quotes: inside braces, a comma ends it."),
)
LONELY_KEY = FaultKind(
    message("“{key}” makes no sense without “{other}”."), message("Add “{other}”, or remove “{key}”.")
)
EMPTY = FaultKind(message("“{key}” is empty."), message("Write its value, or remove it if it is not needed."))
NOT_ALLOWED = FaultKind(message("“{value}” is not possible for “{key}”."), message("Choose one of: {allowed}."))
NOT_ALLOWED_CLOSE = FaultKind(
    message("“{value}” is not possible for “{key}”."),
    message("Did you mean “{close}”? Possible: {allowed}."),
)
TOO_SMALL = FaultKind(message("“{key}” is {value}, below {limit}."), message("Write a number from {limit} up."))
NOT_ABOVE = FaultKind(
    message("“{key}” is {value}: it must be above {limit}."), message("Write a number such as 1 or 2.")
)
TOO_LARGE = FaultKind(message("“{key}” is {value}, above {limit}."), message("Write a number up to {limit}."))
TOO_LONG = FaultKind(message("“{key}” is longer than {limit} characters."), message("Say it in fewer words."))
TOO_FEW = FaultKind(message("“{key}” has fewer than {limit} entries."), message("Add what is missing."))
TOO_MANY = FaultKind(
    message("“{key}” has more than {limit} entries."), message("Keep the ones that matter, or split it.")
)
TWICE = FaultKind(message("“{value}” is in this list twice."), message("Keep one of the two."))

NOT_OF_TYPE: Mapping[str, FaultKind] = {
    "text": FaultKind(
        message("“{key}” must be a text, or a text for each language."),
        message("Put it in quotes, or write it below “it:” and “en:”."),
    ),
    "string": FaultKind(message("“{key}” must be a text."), message("Put it in quotes.")),
    "object": FaultKind(message("Keys with values are needed here."), message("Write “key: value” lines, indented.")),
    "array": FaultKind(message("“{key}” must be a list."), message("Write each entry on its own line after “- ”.")),
    "number": FaultKind(
        message("“{key}” must be a number."), message("Write digits without quotes, with a decimal point.")
    ),
    "integer": FaultKind(message("“{key}” must be a whole number."), message("Write digits alone, such as 1.")),
    "boolean": FaultKind(message("“{key}” must be true or false."), message("Write true or false, without quotes.")),
}
"""By the schema's type; "text" for those that may also come per language."""

NOT_LIKE: Mapping[str, FaultKind] = {
    r"\S": FaultKind(message("“{key}” is empty."), message("Write the text.")),
    f"^{_ID}$": FaultKind(
        message("“{value}” cannot be an identifier."),
        message("Use lower-case letters without accents, digits, and hyphens between words."),
    ),
    f"^{_ID}#{_ID}$": FaultKind(
        message("“{value}” does not name a section of the handbook."),
        message("Write chapter#section, such as opening#first-words."),
    ),
    f"^{_ID}(#{_ID})?$": FaultKind(
        message("“{value}” does not name a chapter of the handbook."),
        message("Write a chapter, such as opening, or chapter#section."),
    ),
    f"^{_ID}(/{_ID})?$": FaultKind(
        message("“{value}” does not name a criterion."),
        message("Write the id of a criterion of this rubric, or rubric/criterion."),
    ),
    "^[a-z]{2}$": FaultKind(
        message("“{value}” is not a language code."),
        message("Write two lower-case letters, such as it or en."),
    ),
}
"""By the schema's pattern."""

EVIDENCE_OF_NOTHING = FaultKind(
    message("This evidence names neither phrases nor a measure."),
    message("Add “phrases:” with “it:” and “en:”, or “measure:” with a threshold."),
)
EVIDENCE_OF_BOTH = FaultKind(
    message("This evidence names both phrases and a measure."),
    message("Write two: one with the phrases, one with the measure."),
)
NO_THRESHOLD = FaultKind(
    message("The measure “{measure}” has no threshold."),
    message("Add “above: …” or “below: …”, in the measure's own unit."),
)
FIRST_AND_LAST = FaultKind(
    message("Both “first_turns” and “last_turns” are given."),
    message("Keep one of the two, or write two evidences."),
)
WORDS_NAME_TAKEN = FaultKind(
    message("“{name}” is already the name of a slot or of other words."),
    message("Give these words another name."),
)
WRONG_NAME = FaultKind(
    message("The id is “{id}”, but the file is called “{stem}”."),
    message("Give both the same name."),
)
DUPLICATE_ID = FaultKind(
    message("“{id}” is already taken, on line {first}."),
    message("Give each one an id of its own."),
)
ID_IN_TWO_FILES = FaultKind(
    message("The id “{id}” is already taken, by {other}."),
    message("Keep one of the two files, or give this one another id."),
)
BEST_NOT_ONE = FaultKind(
    message("The first level is worth {value}: the best level must be worth 1."),
    message("Begin the scale with the best level, value 1."),
)
LOWEST_NOT_ZERO = FaultKind(
    message("The last level is worth {value}: the lowest level must be worth 0."),
    message("End the scale with the lowest level, value 0."),
)
CAP_OUT_OF_PLACE = FaultKind(
    message("“cap” is for a middle level of a critical criterion."),
    message("Remove it; what the lowest level does stands in “on_fail”."),
)
NOT_FALLING = FaultKind(
    message("{value} is not below {above}, the value before it."),
    message("List them best first, each value below the one before."),
)
LAST_BAND_NOT_ZERO = FaultKind(
    message("The last band begins at {value}, so lower scores have no band."),
    message("Start the last band at 0."),
)
ASKS_ITSELF = FaultKind(
    message("This criterion waits for its own answer."),
    message("Name another criterion, or remove the condition."),
)
CIRCLE = FaultKind(
    message("These criteria wait for each other: {circle}."),
    message("Remove one of the conditions."),
)
UNKNOWN_CRITERION = FaultKind(
    message("There is no criterion “{path}”."),
    message("Check the id; another rubric's criterion is written rubric/criterion. Known here: {known}."),
)
UNKNOWN_LEVEL = FaultKind(
    message("The criterion “{path}” has no level “{level}”."),
    message("Choose among its levels: {known}."),
)
NO_SUCH_SECTION = FaultKind(
    message("The handbook has no section “{anchor}”."),
    message("Correct the link, or write the section in both languages."),
)
NO_SUCH_SECTION_CLOSE = FaultKind(
    message("The handbook has no section “{anchor}”."),
    message("Did you mean “{close}”?"),
)
NO_SUCH_CHAPTER = FaultKind(
    message("The handbook has no chapter “{chapter}”."),
    message("Choose one of: {known}."),
)
UNKNOWN_RUBRIC = FaultKind(
    message("There is no rubric “{id}”."),
    message("Check the id. Rubrics here: {known}."),
)
BROKEN_RUBRIC = FaultKind(
    message("The scorecard waits for its rubric “{id}”, which has errors."),
    message("Fix the rubric. Until then the version in force stays in force."),
)
RUBRIC_TWICE = FaultKind(
    message("The rubric “{id}” is already in this scorecard, on line {first}."),
    message("Keep one of the two, with the weight you want."),
)
ASKED_RUBRIC_ABSENT = FaultKind(
    message("“{path}” waits for an answer in the rubric “{id}”, which this scorecard does not have."),
    message("Add the rubric “{id}”, or remove the condition."),
)
ASKED_CRITERION_ABSENT = FaultKind(
    message("“{path}” waits for the answer of “{other}”, which this scorecard does not take."),
    message("Add it to “criteria”, or remove the condition."),
)
SECOND_DEFAULT = FaultKind(
    message("Neither this scorecard nor {other} has “for_reasons”: only one can cover all other calls."),
    message("Give one of them the contact reasons it is for."),
)
NO_DEFAULT = FaultKind(
    message("No scorecard covers calls whose contact reason none of them names."),
    message("Leave “for_reasons” out of exactly one scorecard."),
)
REASON_TAKEN = FaultKind(
    message("Calls about “{reason}” already get the scorecard of {other}."),
    message("Name each contact reason in one scorecard only."),
)
SECOND_FOR_FEEDBACK = FaultKind(
    message("The scorecard of {other} judges feedback already."),
    message("Keep one scorecard with “judges: feedback”, with all its criteria."),
)
REASONS_FOR_FEEDBACK = FaultKind(
    message("A scorecard that judges feedback is proposed for no call, so it has no “for_reasons”."),
    message("Remove “for_reasons”, or “judges”."),
)
VERSION_NOT_RAISED = FaultKind(
    message("The content has changed, but the version is still {version}."),
    message("Raise the version to {next}, so that earlier evaluations keep theirs; or undo the change."),
)
VERSION_WENT_BACK = FaultKind(
    message("Version {version} is new, but version {latest} has been in force."),
    message("Raise the version to {next}."),
)
NO_FOLDER = FaultKind(
    message("There is no folder of this name."),
    message("Check the path to the rubrics."),
)
LEDGER_BROKEN = FaultKind(
    message("This list of versions is not in the form “kind: id: version: hash”."),
    message("Restore an earlier copy: it is written by “check --record”, not by hand."),
)
