import { parseArgs } from 'node:util'

/** The values of `--name value` options, all of which must be there and no others; null when they are not. */
export function readOptions<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): Record<Name, string> | null {
  const options = Object.fromEntries(names.map(name => [name, { type: 'string' as const }]))
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const found = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind !== 'option' || token.value === undefined || found.has(token.name)) return null
    found.set(token.name, token.value)
  }
  if (found.size !== names.length || !names.every(name => found.has(name))) return null
  return Object.fromEntries(found) as Record<Name, string>
}
