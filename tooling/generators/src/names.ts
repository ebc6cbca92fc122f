/** A request that cannot be carried out, said in one sentence to the person who made it. */
export class Refused extends Error {}

const KEBAB = /^[a-z]+(-[a-z0-9]+)*$/

/** Ids are kebab-case: they become file names, keys in the store and parts of addresses. */
export function checkName(name: string, what: string): void {
  if (!KEBAB.test(name)) throw new Refused(`${what} must be written like spill-log, not “${name}”`)
}

/** spill-log becomes spillLog. */
export const camelCase = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** spill-log becomes Spill log. */
export const sentence = (name: string): string => {
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
