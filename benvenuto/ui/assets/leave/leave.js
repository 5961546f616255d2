// Go to an address of this site, whole: out of the application, to the sign-in page. Who has signed out leaves nothing.

import { forgetEverything } from "../shared/kept.js"

/** @param {{ data: { href: string, forget: boolean } }} component */
export default function ({ data }) {
  const target = new URL(data.href, location.origin)
  if (data.forget) forgetEverything()
  document.dispatchEvent(new CustomEvent("benvenuto:leave"))
  if (target.origin === location.origin) location.assign(target)
}
