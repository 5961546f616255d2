// Go to an address of this site, whole: out of the application, to the sign-in page.

/** @param {{ data: { href: string } }} component */
export default function ({ data }) {
  const target = new URL(data.href, location.origin)
  if (target.origin === location.origin) location.assign(target)
}
