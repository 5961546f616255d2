"""Everything that can be wrong in the handbook's files, with its remedy."""

from benvenuto.domain.faults import message
from benvenuto.formats.text_file import FaultKind

WRONG_FILE_NAME = FaultKind(
    message("The name of the file is not that of a chapter."),
    message("Call it NN-slug.md: two digits, a hyphen, lower-case words joined by hyphens."),
)
NO_FRONT_MATTER = FaultKind(
    message("The chapter does not begin with its front matter."),
    message("Begin with a line “---”, then title, summary, owner, review_by and criteria, then a line “---”."),
)
NO_KEY = FaultKind(message("The front matter has no “{key}”."), message("Add a line “{key}: …”."))
UNKNOWN_KEY = FaultKind(message("“{key}” means nothing in the front matter."), message("Known here: {known}."))
NO_DATE = FaultKind(message("“{key}” is not a date."), message("Write year-month-day, such as 2027-04-30."))
NO_CRITERIA = FaultKind(
    message("The front matter does not list the criteria that the chapter serves."),
    message("Add a line such as “criteria: [greeting/first-words]”, or “criteria: []” when it serves none."),
)
NOT_A_CRITERION = FaultKind(
    message("“{value}” is not the path of a criterion."),
    message("Write the rubric's id, a slash and the criterion's id, such as greeting/first-words."),
)
LAW_NOT_BY_SECTION = FaultKind(
    message("“law” is not a list of sections."),
    message("Under “law”, write a section's anchor with its as_of, review_by and sources."),
)
LAW_WITHOUT = FaultKind(
    message("The law of the section “{anchor}” has no “{key}”."), message("Add a line “{key}: …” under the section.")
)
LAW_OF_NOTHING = FaultKind(
    message("“law” names the section “{anchor}”, which is not in this chapter."),
    message("Write the anchor of a section of this chapter."),
)
LAW_WITHOUT_A_DAY = FaultKind(
    message("The section “{anchor}” quotes law (“{quoted}”) and does not say as of which day."),
    message("Under “law” in the front matter, give the section its as_of, review_by and sources."),
)
INSERT_READS_BADLY = FaultKind(
    message("With “{value}” for “{fact}”, the text reads “{words}”."),
    message("Write the sentence so that every value of the fact fits, past ones too."),
)
SECOND_TITLE = FaultKind(
    message("The chapter already has its title in the front matter."),
    message("Use “##” for sections, and “###” inside them."),
)
NO_ANCHOR = FaultKind(
    message("The section “{title}” has no anchor."),
    message("End the heading with an anchor in braces, such as {example}, the same in every language."),
)
ANCHOR_TWICE = FaultKind(
    message("The anchor “{anchor}” is already used in this chapter."),
    message("Give each section an anchor of its own."),
)
NO_SECTION = FaultKind(
    message("The chapter has no section."), message("Add at least one “##” heading with its anchor.")
)
NO_CHAPTERS = FaultKind(
    message("The handbook has no chapter."),
    message("Check the path: one folder for each language, it and en, with a file for each chapter."),
)
MISSING_LANGUAGE = FaultKind(
    message("The chapter is missing in the other language: {missing}."),
    message("Write it there under the same file name."),
)
MISSING_ANCHORS = FaultKind(
    message("The version in “{language}” has sections that are missing here: {anchors}."),
    message("Write them here, or make the anchors the same in both languages."),
)
OTHER_ORDER = FaultKind(
    message("The sections are in a different order from “{language}”."),
    message("Put them in the same order in both languages."),
)
TWICE = FaultKind(
    message("Another file of this folder holds the chapter “{slug}”: {other}."),
    message("Keep one of the two, or give it another name."),
)
NO_SUCH_FACT = FaultKind(
    message("The policy has no fact “{fact}” to quote."),
    message("Quote one of these, or add it to the policy: {known}."),
)
NO_SUCH_PLACE = FaultKind(
    message("The link leads to “{place}”, which is not in the handbook."),
    message("Write chapter#section, such as opening#first-words."),
)
NO_SUCH_PAGE = FaultKind(
    message("The handbook has no “{address}”."),
    message("Write the chapter, or chapter#section, as they stand in its address."),
)
NOT_THE_CHAPTERS_WORDS = FaultKind(
    message("This phrase does not stand in “{place}”."),
    message("Copy it from the section word for word, or name the section in which it stands."),
)
NOT_EARNED = FaultKind(
    message("No sentence of the handbook earns the level “{level}” of “{criterion}”."),
    message("Name the sentence and its section here; if the chapter has none, write it there first."),
)
NO_SUCH_LEVEL = FaultKind(
    message("“{criterion}” has no level “{level}”."), message("Write the criterion and level as the rubric has them.")
)
EARNS_WHAT_IS_WRONG = FaultKind(
    message("The best level of “{criterion}” is earned by what “{place}” says not to say."),
    message("Name a sentence that the chapter recommends, or correct the chapter or the rubric."),
)
MARKS_DOWN_WHAT_IS_RIGHT = FaultKind(
    message("The level “{level}” of “{criterion}” marks down what “{place}” says to say."),
    message("Name a sentence that the chapter warns of, or correct the chapter or the rubric."),
)
NOT_AN_EXCERPT = FaultKind(
    message("“{target}” does not name a stretch of a recording."),
    message("Write the call and its seconds, such as {example}."),
)
NO_SUCH_RECORDING = FaultKind(
    message("There is no recording “{call}” to listen to."),
    message("Choose one of: {known}."),
)
PAST_THE_END = FaultKind(
    message("The excerpt ends at {end} s, and the recording at {length} s."), message("End it sooner.")
)
LONG_EXCERPT = FaultKind(
    message("The excerpt is longer than {limit} seconds."), message("Choose the moment that shows what is meant.")
)
NO_SUCH_CRITERION = FaultKind(
    message("“{rubric}” has no criterion “{criterion}”."), message("Choose one of: {known}, or remove it.")
)
SERVED_ELSEWHERE = FaultKind(
    message("The criterion “{path}” points to “{place}”, not to this chapter."),
    message("Remove it here, or let the criterion point to a section of this chapter."),
)
NEEDED_SECTION = FaultKind(
    message("The chapter has no section {anchor}."),
    message("Every chapter says why, gives the standard and works through a call."),
)
NO_TABLE = FaultKind(
    message("The chapter has no table of what to say."),
    message("Add a table of two columns: what not to say, and what to say."),
)
LENGTH = FaultKind(
    message("The chapter has {words} words."),
    message("Keep it between {fewest} and {most}."),
)
