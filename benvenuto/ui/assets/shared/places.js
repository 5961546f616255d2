// Where components stand on the page, and which of them count.
//
// While the page of another call is being drawn Streamlit keeps what stood there before, alive, and in sight while it
// holds the focus. Only the call that came last counts: what belongs to another one can be neither clicked nor heard,
// and leaves the page as soon as one of its own kind has come. It is back if the later one goes.

// Every component loads a copy of this module; the document is what they share.
const places = (document.benvenutoPlaces ??= [])

export class Place {
  /** @type {string | undefined} */
  call

  /**
   * `kind` and `call` of what stands there; `silence` is called when it no longer counts.
   * @param {ShadowRoot} parent
   * @param {string} kind
   * @param {() => void} silence
   */
  constructor(parent, kind, silence) {
    this.kind = kind
    this.silence = silence
    this.host = hostOf(parent)
    this.root = rootOf(parent)
    this.around = /** @type {ParentNode} */ (this.root.parentNode)
  }

  /** @param {string} call */
  take(call) {
    if (this.call === call) return
    this.leave()
    this.call = call
    places.push(this)
    settle()
  }

  leave() {
    if (!places.includes(this)) return
    places.splice(places.indexOf(this), 1)
    settle()
  }

  /** @param {{ counting: boolean, replaced: boolean }} how */
  stand({ counting, replaced }) {
    if (!counting && !this.host.inert) this.silence()
    this.host.inert = !counting
    if (replaced) this.root.remove()
    else if (!this.root.isConnected) this.around.prepend(this.root)
  }
}

function settle() {
  const standing = places.filter(({ host }) => host.isConnected)
  for (const place of standing) {
    const replaced = standing.findLast(({ kind }) => kind === place.kind) !== place
    place.stand({ replaced, counting: !replaced && place.call === standing.at(-1)?.call })
  }
}

/** The call that came last: what is heard, marked and written belongs to it. */
export function currentCall() {
  return places.findLast(({ host }) => host.isConnected)?.call
}

/**
 * Whether what was mounted here is on the page, and of the call that came last.
 * @param {ShadowRoot} parent
 */
export function counts(parent) {
  return parent.isConnected && !hostOf(parent).inert
}

/**
 * What Streamlit gave the component to draw in: see mounting.py.
 * @param {ShadowRoot} parent
 */
export function rootOf(parent) {
  return /** @type {HTMLElement} */ (parent.querySelector(".root"))
}

/** @param {ShadowRoot} parent */
export function hostOf(parent) {
  return /** @type {HTMLElement} */ (parent.host)
}
