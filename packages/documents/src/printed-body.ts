import type { Numbering } from './numbering.ts'
import { attribute, readTokens, type Token } from './xml-tokens.ts'

/** Stands where a cell begins behind another one, until the text has been taken out: a letter for private use. */
export const NEXT_CELL = '\ue000'

/** What happens to an element: it is written, only what it holds is, only the text boxes in it are, or nothing is. */
type Treatment = 'keep' | 'unwrap' | 'sieve' | 'drop'

/** Elements of WordprocessingML (ECMA-376 part 1, 17). What is not named here is no text, and what it holds may be. */
const TREATMENTS: Readonly<Record<string, Treatment>> = {
  ...{ document: 'keep', body: 'keep', p: 'keep', r: 'keep', t: 'keep', tab: 'keep', sym: 'keep' },
  ...{ noBreakHyphen: 'keep', pict: 'sieve', drawing: 'sieve', object: 'sieve', txbxContent: 'keep' },
  // Deleted or moved away, properties, the reading of a character, what a field is computed by.
  ...{ del: 'drop', moveFrom: 'drop', sectPr: 'drop', sdtPr: 'drop', rt: 'drop', delText: 'drop' },
}

interface Paragraph {
  readonly runs: string[]
  style: string | null
  list: string | null
  level: string | null
  /** Its end mark was deleted: it goes on in the next paragraph, whose number counts. */
  deleted: boolean
  readonly nextCell: boolean
}

interface Open {
  readonly name: string
  readonly treatment: Treatment
  readonly paragraph: Paragraph | null
  /** Where the words of this element go before it is known whether they are printed; null for straight on. */
  readonly words: string[] | null
  hidden: boolean
  cells: number
}

/**
 * The body of a .docx as it is printed, with nothing in it but paragraphs and words: numbers that Word draws are
 * written out, line breaks are characters, the cells of a row stand behind each other; deleted and hidden words and
 * the table of contents are left out. One pass over the text: a tree of a body made for the purpose takes a
 * gigabyte. Throws where the XML is damaged.
 */
export function printedBody(xml: string, numbering: Numbering): string {
  const body = new Body(prefixOf(xml), numbering)
  for (const token of readTokens(xml)) body.take(token)
  return body.written.join('')
}

/** The prefix a document gives to WordprocessingML; it is `w` in all that Word and WPS write. */
const prefixOf = (xml: string): string =>
  /xmlns:(\w+)\s*=\s*["'][^"']*\/wordprocessingml\/(?:\d{4}\/)?main["']/.exec(xml.slice(0, 20_000))?.[1] ??
  'w'

class Body {
  readonly written: string[] = []
  readonly #prefix: string
  readonly #numbering: Numbering
  readonly #open: Open[] = []
  readonly #fields: { instruction: string; result: boolean }[] = []

  constructor(prefix: string, numbering: Numbering) {
    this.#prefix = prefix
    this.#numbering = numbering
  }

  take(token: Token): void {
    if (token.kind === 'text') return this.#text(token.source)
    if (token.kind !== 'close') this.#begin(token)
    if (token.kind !== 'open') this.#end()
  }

  /** The name without its prefix where it is one of Word's own. */
  #nameOf({ name }: Token): string {
    const own = `${this.#prefix}:`
    return name.startsWith(own) ? name.slice(own.length) : name
  }

  #begin(token: Token): void {
    const name = this.#nameOf(token)
    const above = this.#open.at(-1)
    this.#properties(name, token)
    const treatment = this.#treat(name, token, above?.treatment)
    const paragraph = treatment === 'keep' && name === 'p' ? this.#newParagraph() : null
    const collects = treatment !== 'drop' && (name === 'r' || name === 'mc:Choice')
    this.#open.push({
      name,
      treatment,
      paragraph,
      words: collects ? [] : null,
      hidden: this.#inContents(),
      cells: 0,
    })
    if (treatment === 'drop') return
    if (name === 'br' || name === 'cr') this.#write(this.#words('\n'))
    else if (treatment === 'keep' && !paragraph && name !== 'r')
      this.#write(token.kind === 'empty' ? token.source.replace(/\s*\/>$/, '>') : token.source)
    else if (name === 'drawing' || name === 'pict') this.#write(`<${this.#prefix}:pict>`)
  }

  #treat(name: string, { name: full }: Token, above: Treatment | undefined): Treatment {
    if (above === 'drop') return 'drop'
    if (above === 'sieve') return name === 'txbxContent' ? 'keep' : 'sieve'
    // Of a drawing's two forms one is printed: the old one where the new one has no words.
    if (name === 'mc:Fallback') return this.#chosen ? 'drop' : 'unwrap'
    if (full.startsWith(`${this.#prefix}:`)) return TREATMENTS[name] ?? 'unwrap'
    return full.startsWith('mc:') ? 'unwrap' : 'sieve'
  }

  /** True when the new form of the drawing that was read last had words. */
  #chosen = false

  #newParagraph(): Paragraph {
    const row = this.#open.findLast(each => each.name === 'tr')
    const cell = this.#open.findLast(each => each.name === 'tc')
    const first = cell !== undefined && cell.cells === 0
    if (cell) cell.cells += 1
    const nextCell = first && row !== undefined && row.cells > 1
    return { runs: [], style: null, list: null, level: null, deleted: false, nextCell }
  }

  /** What paragraphs, runs and fields say of themselves. */
  #properties(name: string, token: Token): void {
    const within = (element: string): boolean => this.#open.some(each => each.name === element)
    const paragraph = this.#open.findLast(each => each.paragraph)?.paragraph
    const value = (): string | null => attribute(token, `${this.#prefix}:val`)
    if (name === 'tc') {
      const row = this.#open.findLast(each => each.name === 'tr')
      if (row) row.cells += 1
    }
    if (name === 'vanish' && !/^(?:0|false|off)$/.test(value() ?? '')) {
      const run = this.#open.findLast(each => each.name === 'r' || each.name === 'p')
      if (run?.name === 'r') run.hidden = true
    }
    if (name === 'fldChar') this.#field(attribute(token, `${this.#prefix}:fldCharType`))
    if (!paragraph || !within('pPr')) return
    if (name === 'pStyle') paragraph.style = value()
    else if (name === 'numId') paragraph.list = value()
    else if (name === 'ilvl') paragraph.level = value()
    else if ((name === 'del' || name === 'moveFrom') && this.#open.at(-1)?.name === 'rPr')
      paragraph.deleted = true
  }

  #field(type: string | null): void {
    const field = this.#fields.at(-1)
    if (type === 'begin') this.#fields.push({ instruction: '', result: false })
    else if (type === 'separate' && field) field.result = true
    else if (type === 'end') this.#fields.pop()
  }

  /** True inside what the field TOC shows: every heading a second time. */
  #inContents = (): boolean =>
    this.#fields.some(({ instruction, result }) => result && /^\s*TOC\b/.test(instruction))

  #text(source: string): void {
    const inside = this.#open.at(-1)
    const field = this.#fields.at(-1)
    if (inside?.name === 'instrText' && field) field.instruction += source
    else if (inside?.name === 't' && inside.treatment === 'keep') this.#write(source)
  }

  #end(): void {
    const closed = this.#open.pop()
    if (!closed || closed.treatment === 'drop') return
    const { name, treatment, paragraph, words, hidden } = closed
    if (paragraph) return this.#endParagraph(paragraph)
    const held = words?.join('') ?? ''
    if (name === 'mc:Choice') {
      this.#chosen = held.includes(`<${this.#prefix}:t`)
      this.#write(held)
    } else if (name === 'r') {
      if (!hidden && held !== '') this.#write(`<${this.#prefix}:r>${held}</${this.#prefix}:r>`)
    } else if (name === 'drawing' || name === 'pict') this.#write(`</${this.#prefix}:pict>`)
    else if (treatment === 'keep') this.#write(`</${this.#prefix}:${name}>`)
  }

  #endParagraph(paragraph: Paragraph): void {
    if (this.#numbering.isContents(paragraph.style)) return
    const tag = `${this.#prefix}:p`
    const number = paragraph.deleted ? '' : this.#numbering.next(paragraph)
    const lead = `${paragraph.nextCell ? NEXT_CELL : ''}${number}`
    const run = lead === '' ? '' : `<${this.#prefix}:r>${this.#words(lead)}</${this.#prefix}:r>`
    const own = `${this.#prefix}:`
    const mark = paragraph.deleted ? `<${own}pPr><${own}rPr><${own}del/></${own}rPr></${own}pPr>` : ''
    this.#write(`<${tag}>${mark}${run}${paragraph.runs.join('')}</${tag}>`)
  }

  #words(text: string): string {
    const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
    return `<${this.#prefix}:t xml:space="preserve">${escaped}</${this.#prefix}:t>`
  }

  /** To the innermost run, choice or paragraph that still collects, else to the body. */
  #write(source: string): void {
    for (let at = this.#open.length - 1; at >= 0; at -= 1) {
      const each = this.#open[at]
      const words = each?.words ?? each?.paragraph?.runs
      if (words) {
        words.push(source)
        return
      }
    }
    this.written.push(source)
  }
}
