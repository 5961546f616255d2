// What somebody has marked or typed and the server does not have yet, in the browser's lasting store: it outlives the
// page, its window, the browser and the machine. Each thing lies under a name of its own, so that windows side by side
// never write over one another; and apart for each person, since a browser may be everybody's.

const ROOT = "benvenuto.kept."

export class Kept {
  /**
   * Whose it is, and what it belongs to.
   * @param {string} person
   * @param {string[]} place
   */
  constructor(person, ...place) {
    this.prefix = `${ROOT}${[person, ...place].join(".")}.`
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  put(name, value) {
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify(value))
    } catch {
      // The store is full or forbidden: it is still in the window's memory.
    }
  }

  /** @param {string} name */
  get(name) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + name) ?? "null")
    } catch {
      return null
    }
  }

  /** @param {string} name */
  drop(name) {
    remove(this.prefix + name)
  }

  names() {
    return namesFrom(this.prefix)
  }
}

// Nobody who comes after somebody that has signed out finds anything of theirs.
export function forgetEverything() {
  namesFrom(ROOT).forEach((name) => remove(ROOT + name))
}

/** @param {string} prefix */
function namesFrom(prefix) {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
  } catch {
    return []
  }
}

/** @param {string} name */
function remove(name) {
  try {
    localStorage.removeItem(name)
  } catch {
    // A store that is forbidden holds nothing.
  }
}
