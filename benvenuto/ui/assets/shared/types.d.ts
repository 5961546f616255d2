// What the modules hand to one another, and what they get from Streamlit.

import type { CardView, Pin, PlayerLabels, ScorecardView, Seek } from "./views"

// A component as Streamlit 1.67 calls it.
export interface Component {
  name: string
  data: Record<string, unknown> | null
  parentElement: ShadowRoot
  setStateValue(name: string, value: unknown): void
  setTriggerValue(name: string, value: unknown): void
}

// What mount() keeps for a place on the page.
export interface Mounted<Data> {
  update(data: Data, component: Component): void
  destroy(): void
  silence?(): void
}

export type Segment = [start_s: number, end_s: number]

type Child = Node | string | null | undefined
type Attribute = string | number | boolean | null | undefined | ((event: any) => unknown)
type Handlers = { [Name in keyof HTMLElementEventMap as `on${Name}`]?: (event: HTMLElementEventMap[Name]) => unknown }
interface Attributes extends Handlers {
  [name: string]: Attribute
}

export interface PlayerData {
  src: string
  duration_s: number
  sound: Sound
  sound_id: string
  channels: string[]
  swapped: boolean
  moments: Pin[]
  evidence: Pin[]
  labels: PlayerLabels
  can_mark: boolean
  seek: Seek | null
}

// Stretches as shared/segments.js opens them.
export interface Sound {
  peaks: number[][]
  speech: number[][]
  overlap: number[]
  dead_air: number[]
  hold: number[]
}

export interface ScorecardData extends ScorecardView {
  card: CardView
  card_id: string
}

// An edit of the answer at `path`, or of the words for the agent at "", made `at` a time, when the server's change `seen`
// was the last one shown, over what the clients `after` had not sent yet: see domain/overtaken.py.
export interface Edit {
  seq: number
  at: number
  seen?: number
  after?: string[]
  path: string
  kind: string
  value: any
}

export interface Box {
  client: string
  edits: Edit[]
}

declare global {
  interface Document {
    benvenutoPlaces?: import("./places.js").Place[]
    benvenutoAsked?: { at_s: number; call: string | undefined; since: number }
  }
  interface Window {
    benvenutoTyped?: Map<string, { text: string; cursor: number }>
    __streamlit: { BACKEND_BASE_URL: string }
  }
  interface DocumentEventMap {
    "benvenuto:play": CustomEvent<{ at_s: number }>
    "benvenuto:time": CustomEvent<{ at_s: number }>
    "benvenuto:mark": CustomEvent<{ at_s: number }>
    "benvenuto:moments": CustomEvent<{ segments: Segment[] }>
    "benvenuto:strip": CustomEvent<{ node: HTMLElement; rubric: string }>
    "benvenuto:strip-wanted": CustomEvent<null>
    "benvenuto:leave": CustomEvent<null>
  }
}
