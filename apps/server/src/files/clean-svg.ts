import { err, ok, type Result } from '@anlan/domain'

export const SVG_TYPE = 'image/svg+xml'
export type SvgRefusal = { code: 'svg-not-clean' }

const UNCLEAN = err({ code: 'svg-not-clean' } as const)
/** What starts a program, shows another document, or changes an address after it was looked at. */
const BANNED = new Set(
  'script foreignobject iframe embed object handler listener audio video canvas set animate animatemotion animatetransform'.split(
    ' ',
  ),
)
/** Pictures inside a drawing may travel with it; one that is itself a drawing would have to be looked at too. */
const INNER_PICTURE = /^data:image\/(?:png|jpeg|webp);base64,[a-z0-9+/=\s]*$/i
const XHTML = /w3\.org\/(?:1999\/xhtml|1998\/math)/i
const TAG = /<(\/?)([a-z_][^\s/>"'<=!?[\]]*)((?:\s+[^\s=>"'/<]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/iy
const ATTRIBUTE = /\s+([^\s=>"'/<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g
const DECLARATION =
  /^\s*<\?xml\s+version\s*=\s*["']1\.[01]["'](?:\s+encoding\s*=\s*["']utf-8["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>/i

/** True when bytes claim to be a drawing; whether they may be kept is another question. */
export const looksLikeSvg = (bytes: Uint8Array, name: string): boolean =>
  /\.svg$/i.test(name) || /<svg[\s>]/i.test(new TextDecoder().decode(bytes.subarray(0, 1024)))

/**
 * Reads a drawing tag by tag, as strictly as XML asks. Refuses what could run, load or show something else: scripts, event
 * attributes, foreign content, animations, addresses outside the drawing, document types with their entities, instructions
 * and sections that only some readers read. What it cannot follow it refuses as well.
 */
export function checkSvg(bytes: Uint8Array): Result<'clean', SvgRefusal> {
  const text = decode(bytes)
  try {
    return text === null ? UNCLEAN : checkText(text)
  } catch (error) {
    // A tag of a million attributes is more than the expressions here follow.
    if (error instanceof RangeError) return UNCLEAN
    throw error
  }
}

function checkText(text: string): Result<'clean', SvgRefusal> {
  const body = text.replace(DECLARATION, '')
  let at = 0
  let tags = 0
  while (at < body.length) {
    const open = body.indexOf('<', at)
    if (open < 0) break
    if (body.startsWith('<!--', open)) {
      const end = body.indexOf('--', open + 4)
      if (end < 0 || body[end + 2] !== '>') return UNCLEAN
      at = end + 3
      continue
    }
    TAG.lastIndex = open
    const tag = TAG.exec(body)
    // A document type, an instruction, a CDATA section, or something that is no XML.
    if (!tag) return UNCLEAN
    if (!isCleanTag(tag[2] ?? '', tag[3] ?? '')) return UNCLEAN
    if (tags === 0 && localName(tag[2] ?? '') !== 'svg') return UNCLEAN
    // The text of a style sheet follows its tag: it is looked at like an attribute.
    if (localName(tag[2] ?? '') === 'style' && tag[1] === '' && tag[4] === '') {
      const end = body.indexOf('<', TAG.lastIndex)
      if (end < 0 || !isCleanStyle(plain(body.slice(TAG.lastIndex, end)))) return UNCLEAN
    }
    tags += 1
    at = TAG.lastIndex
  }
  return tags > 0 ? ok('clean') : UNCLEAN
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** A name without its prefix: what a prefix stands for is the drawing's own choice. */
const localName = (name: string): string => (name.split(':').at(-1) ?? '').toLowerCase()

/** Text with its character references resolved, without the controls that addresses are read without. */
const plain = (text: string): string =>
  text
    .replace(/&#(?:x([0-9a-f]+)|([0-9]+));/gi, (_all, hex?: string, decimal?: string) => {
      const point = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16)
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
    })
    .replace(/&(amp|lt|gt|quot|apos);/g, '')
    .replace(/\p{Cc}/gu, '')

function isCleanTag(name: string, attributes: string): boolean {
  if (BANNED.has(localName(name))) return false
  for (const [, attribute = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    const value = plain(double ?? single ?? '').trim()
    const local = localName(attribute)
    if (/^xmlns(?::|$)/i.test(attribute) ? XHTML.test(value) : local.startsWith('on')) return false
    if (local === 'href' || local === 'src') {
      if (!value.startsWith('#') && !(localName(name) === 'image' && INNER_PICTURE.test(value))) return false
    } else if (!isCleanStyle(value)) return false
  }
  return true
}

/** True when nothing in a style or a value leads outside: `url(#…)` points into the drawing itself. */
const isCleanStyle = (value: string): boolean =>
  !/@import|javascript:|expression\(|\\/i.test(value) &&
  [...value.matchAll(/url\(\s*["']?([^"')]*)/gi)].every(([, target = '']) => target.trim().startsWith('#'))
