const MAX_NAME = 120
const UNNAMED = '未命名'

/**
 * The last part of a path, without control characters and signs that turn the reading direction, short enough for any
 * disk. The ending is that of what the bytes are: nobody opens as a page what was handed in as a paper.
 */
export function cleanName(name: string, extension: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const clean = last
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
  const ending = endingOf(clean, extension)
  const stem = (ending === '' ? clean : clean.slice(0, -ending.length)) || UNNAMED
  const kept = ending === '' ? `.${extension}` : ending
  return [...stem].slice(0, MAX_NAME - kept.length).join('') + kept
}

const ALSO: Readonly<Record<string, readonly string[]>> = { jpg: ['jpeg'] }

/** The name's own ending, dot and all, where it says the same as the bytes. */
function endingOf(name: string, extension: string): string {
  const said = [extension, ...(ALSO[extension] ?? [])].find(each => name.toLowerCase().endsWith(`.${each}`))
  return said === undefined ? '' : name.slice(-said.length - 1)
}

/** A `Content-Disposition` that every browser reads, whatever signs the name has (RFC 6266, RFC 8187). */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename*=UTF-8''${encoded}`
}
