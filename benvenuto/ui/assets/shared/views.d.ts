// What Python sends, name for name as in ui/components; tests/test_javascript.py holds the two together.

export interface PlayerLabels {
  player: string
  position: string
  position_text: string
  play: string
  pause: string
  back: string
  forward: string
  speed: string
  mark: string
  mark_hint: string
  marks: string
  evidence: string
  hear_only: string
  play_moment: string
  error: string
  retry: string
}

export interface StripLabels {
  more: string
  fewer: string
  estimated: string
  play_moment: string
}

export interface ScorecardLabels {
  scorecard: string
  score: string
  no_score: string
  score_later: string
  progress: string
  progress_one_more: string
  progress_more: string
  critical_error: string
  not_applicable: string
  not_applicable_long: string
  clear: string
  reasons: string
  note: string
  add_note: string
  note_placeholder: string
  evidence: string
  moments: string
  play_moment: string
  remove_moment: string
  remark_placeholder: string
  words: string
  words_placeholder: string
  not_answered: string
  saved: string
  saving: string
  lacking_one: string
  lacking_many: string
  first_lacking: string
  unsaved_one: string
  unsaved_many: string
  offline: string
  keys: string
}

export interface Pin {
  id: string
  at_s: number
  label: string
}

export interface Seek {
  nonce: string
  at_s: number
  play: boolean
}

export interface Column {
  label: string
  kind: "text" | "number" | "quiet" | "nowrap" | "dated" | "labels"
}

export interface Row {
  id: string
  href: string
  cells: (string | string[])[]
}

export interface LevelView {
  id: string
  label: string
  behaviour: string
  best: boolean
  fails: boolean
}

export interface ReasonView {
  id: string
  label: string
}

export interface LinkView {
  label: string
  href: string
}

export interface RuleView {
  title: string
  value: string
  rule: string
}

export interface TraceView {
  label: string
  text: string
  at_s: number[]
  times: string
}

export interface EvidenceView {
  traces: TraceView[]
  missing: string
}

export interface MomentView {
  id: string
  at_s: number
  note: string
}

export interface AnswerView {
  level: string | null
  not_applicable: boolean
  reasons: string[]
  note: string
  moments: MomentView[]
}

export interface DependsView {
  path: string
  levels: string[]
}

export interface AgreedView {
  lead: string
  reason: string
  version: string
}

export interface CriterionView {
  path: string
  title: string
  description: string
  critical: string
  levels: LevelView[]
  not_applicable_allowed: boolean
  not_applicable_because: string
  depends_on: DependsView | null
  reasons: ReasonView[]
  policy: RuleView[]
  agreed: AgreedView[]
  evidence: EvidenceView | null
  handbook: LinkView | null
}

export interface GroupView {
  id: string
  title: string
  criteria: CriterionView[]
}

export interface SummaryView {
  score: string
  verdict: string
}

export interface CardView {
  groups: GroupView[]
  labels: ScorecardLabels
}

export interface ScorecardView {
  person: string
  of_call: string
  evaluation: string
  answers: Record<string, AnswerView>
  scores: Record<string, string>
  words: string
  summary: SummaryView | null
  read_only: boolean
  preview: boolean
  light: boolean
  acknowledged: Record<string, number>
  changes: number
  refusals: number
  lacking: Record<string, string>
}

export interface MeasureView {
  id: string
  title: string
  value: string
  estimated: boolean
  definition: string
  origin: string
  standing: string
  dots: number[]
  here: number | null
  middle: number | null
  n: string
  moments: string
}

export interface Offer {
  words: string
  button: string
}

export interface StripView {
  title: string
  about: string
  note: string
  waiting: boolean
  swap: Offer | null
  rubric: string
  moments: Record<string, number[]>
  measures: MeasureView[]
  further: MeasureView[]
  labels: StripLabels
}
