/** A piece of XML as it stands in the text: a tag with its name, or what stands between tags. */
export interface Token {
  readonly kind: 'open' | 'close' | 'empty' | 'text'
  /** The name with its prefix; empty for text. */
  readonly name: string
  readonly source: string
}

/** Tables in tables in text boxes stay far below this; deeper is made to exhaust whoever reads it. */
const DEEPEST = 300

/** A name ends where no letter of one follows: else one without end would be tried at each of its letters anew. */
const PIECE =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(\/?)([\w:.-]+)(?![\w:.-])((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>|[^<]+|</g

/**
 * The tokens of well-formed XML, in order. Throws where tags do not match, and at a document type: Word writes none,
 * and entities of one’s own are how a small file grows large.
 */
export function* readTokens(xml: string): Generator<Token> {
  const open: string[] = []
  for (const [source, slash, name, , empty] of xml.matchAll(PIECE)) {
    if (name === undefined) {
      if (source === '<') throw new Error('not XML')
      // Comments and instructions are nothing that is read.
      if (!source.startsWith('<!--') && !source.startsWith('<?')) yield { kind: 'text', name: '', source }
      continue
    }
    if (slash === '/') {
      if (open.pop() !== name) throw new Error(`${name} does not close`)
      yield { kind: 'close', name, source }
    } else if (empty === '/') yield { kind: 'empty', name, source }
    else {
      open.push(name)
      if (open.length > DEEPEST) throw new Error('too deep')
      yield { kind: 'open', name, source }
    }
  }
  if (open.length > 0) throw new Error('not closed')
}

/** The value of a tag's attribute, or null. Values Word reads here hold no entities. */
export function attribute({ source }: Token, name: string): string | null {
  const at = source.search(new RegExp(`\\s${name}\\s*=`))
  return at < 0
    ? null
    : (/=\s*(?:"([^"]*)"|'([^']*)')/
        .exec(source.slice(at))
        ?.slice(1)
        .find(each => each !== undefined) ?? null)
}
