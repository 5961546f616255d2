// One instance for each place on the page, however often Streamlit calls.
//
// Streamlit calls a component again with each rerun, and when a newer rerun overtakes one whose call is still under
// way it runs that call's clean-up although the component stays on the page. Only what has left the page is ended.

/** @import { Component, Mounted } from "./types" */

import { Place } from "./places.js"

/**
 * @template Data
 * @param {(parent: ShadowRoot) => Mounted<Data>} create
 * @returns {(component: Component) => () => void}
 */
export function mount(create) {
  /** @type {WeakMap<ShadowRoot, ReturnType<typeof placed<Data>>>} */
  const mounted = new WeakMap()
  return (component) => {
    const { parentElement } = component
    let instance = mounted.get(parentElement)
    if (!instance) mounted.set(parentElement, (instance = placed(create, component)))
    const { call, ...data } = opened(component.data)
    if (call) instance.place.take(call)
    instance.update(/** @type {Data} */ (data), component)
    const end = () => {
      if (parentElement.isConnected || mounted.get(parentElement) !== instance) return
      mounted.delete(parentElement)
      instance.place.leave()
      instance.destroy()
    }
    return () => setTimeout(end)
  }
}

/**
 * @template Data
 * @param {(parent: ShadowRoot) => Mounted<Data>} create
 * @param {Component} component
 */
function placed(create, { name, parentElement }) {
  const instance = create(parentElement)
  return Object.assign(instance, { place: new Place(parentElement, name, () => instance.silence?.()) })
}

/**
 * See packed() in mounting.py.
 * @param {Component["data"]} data
 * @returns {Record<string, any>}
 */
function opened(data) {
  const { packed = "{}", ...plain } = data ?? {}
  return { ...JSON.parse(/** @type {string} */ (packed)), ...plain }
}
