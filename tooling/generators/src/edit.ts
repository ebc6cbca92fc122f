import { Refused } from './names.ts'

/** Adds an import below the last one of a file. */
export function addImport(source: string, line: string): string {
  const last = [...source.matchAll(/^import .*$/gm)].at(-1)
  if (last?.index === undefined) return `${line}\n${source}`
  const end = last.index + last[0].length
  return `${source.slice(0, end)}\n${line}${source.slice(end)}`
}

/** Adds an item at the end of the first list or table in brackets that opens after `anchor`. */
export function addItem(source: string, anchor: RegExp, item: string, file: string): string {
  const found = anchor.exec(source)
  if (!found) throw new Refused(`${file} does not look as expected: ${anchor.source} is not in it`)
  const open = found.index + found[0].length - 1
  const [opening, closing] = source.charAt(open) === '[' ? ['[', ']'] : ['{', '}']
  let depth = 0
  for (let at = open; at < source.length; at += 1) {
    const character = source.charAt(at)
    if (character === opening) depth += 1
    if (character === closing) depth -= 1
    if (depth > 0) continue
    const inside = source.slice(open + 1, at).trimEnd()
    const comma = inside === '' || inside.endsWith(',') ? '' : ','
    return `${source.slice(0, open + 1)}${inside}${comma} ${item}${source.slice(at)}`
  }
  throw new Refused(`${file} does not look as expected: a bracket is never closed`)
}
