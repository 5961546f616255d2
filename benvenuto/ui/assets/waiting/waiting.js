// Sends what scorecards have left in this browser's store, from whatever page is opened next. Draws nothing itself.

/** @import { Component } from "../shared/types" */
/** @import { Box } from "../shared/types" */

import { boxesIn, isUnbegun, nameOf } from "../scorecard/stored.js"
import { Kept } from "../shared/kept.js"
import { mount } from "../shared/mount.js"

const AT_ONCE = 20

/** @typedef {Record<string, Record<string, number>>} Acknowledged by evaluation and client, as the scorecard's */

export class Waiting {
  sent = "[]"

  /**
   * @param {{ person: string, acknowledged: Acknowledged, but: string, but_call: string }} data
   * @param {Pick<Component, "setStateValue">} component
   */
  update({ person, acknowledged, but, but_call }, { setStateValue }) {
    for (const [evaluation, clients] of Object.entries(acknowledged)) forget(new Kept(person, "outbox", evaluation), clients)
    const outboxes = outboxesOf(person, but, but_call)
    const sent = JSON.stringify(outboxes)
    if (sent === this.sent) return
    this.sent = sent
    setStateValue("outboxes", outboxes)
  }

  destroy() {}
}

/**
 * @param {string} person
 * @param {string} but
 * @param {string} call
 */
function outboxesOf(person, but, call) {
  const names = new Kept(person, "outbox").names()
  const evaluations = new Set(names.map((name) => name.split(".")[0]))
  evaluations.delete(but)
  return [...evaluations]
    .filter((evaluation) => !isUnbegun(evaluation, call))
    .slice(0, AT_ONCE)
    .map((evaluation) => ({ evaluation, boxes: boxesIn(new Kept(person, "outbox", evaluation)) }))
    .filter(({ boxes }) => boxes.length)
}

/**
 * @param {Kept} kept
 * @param {Record<string, number>} clients
 */
function forget(kept, clients) {
  for (const { client, edits } of boxesIn(kept)) {
    for (const { seq } of edits) if (seq <= (clients[client] ?? 0)) kept.drop(nameOf(client, seq))
  }
}

export default mount(() => new Waiting())
