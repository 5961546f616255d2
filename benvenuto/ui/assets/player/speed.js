// The speed that was last listened at. Where storage is full or forbidden, each player begins at the sound's own.

const SPEED = "benvenuto.speed"

export function recalledSpeed() {
  try {
    return localStorage.getItem(SPEED) ?? "1"
  } catch {
    return "1"
  }
}

/** @param {string} rate */
export function rememberSpeed(rate) {
  try {
    localStorage.setItem(SPEED, rate)
  } catch {
    // only this player knows it then
  }
}
