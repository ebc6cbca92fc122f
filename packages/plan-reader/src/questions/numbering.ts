import type { FlatNode } from '../outline.ts'
import type { Question } from '../types.ts'
import { ask, type Reading } from './ask.ts'

/** Items of one list are numbered one by one, or through all sections: 二、… 3.… behind 一、… 2.… */
export function askAboutNumbering({ outline, folded }: Reading): Question[] {
  const questions: Question[] = []
  const last = new Map<string, number>()
  /** The last number of each kind, whatever it stands under. */
  const through = new Map<string, number>()
  for (const [index, { node, number, parent }] of outline.flat.entries()) {
    const above = outline.flat[index - 1]
    if (number === null || node.kind === 'nis') continue
    // Articles are numbered through all chapters.
    const list = node.kind === 'article' ? 'article' : `${node.kind}|${parent ? parent.own.start : ''}`
    const expected = (last.get(list) ?? 0) + 1
    last.set(list, number)
    const [beginsAgain, goesThrough] = [
      number === 1 && above !== undefined && endsWithHeading(above, folded),
      number === (through.get(node.kind) ?? 0) + 1 && expected === 1,
    ]
    through.set(node.kind, number)
    if (number === expected || beginsAgain || goesThrough) continue
    const where = { path: node.path, quote: `${node.marker} ${node.title}`.slice(0, 30), span: node.own }
    questions.push(
      ask(
        'numbering-gap',
        where,
        `编号不连续：这里应为第${expected}项，写的是第${number}项，是否有遗漏或重复？`,
        `The numbering skips: item ${expected} was expected, ${number} is written.`,
      ),
    )
  }
  return questions
}

const SUBHEADING = /^(?![(].*[)]$)[^。;!?,]{2,24}$/

/** A line without a number that heads a list of its own, which begins again at one: 三月份:. */
function endsWithHeading({ node, bodyStart }: FlatNode, folded: string): boolean {
  const lines = folded.slice(bodyStart, node.own.end).trimEnd().split('\n')
  return lines.length > 1 && SUBHEADING.test(lines.at(-1)?.trim() ?? '')
}

const LONG_ENOUGH = 5

/** A heading that says again what stands above it. */
export function askAboutHeadings({ outline }: Reading): Question[] {
  return outline.flat.flatMap(({ node, parent }: FlatNode): Question[] => {
    const title = node.title.replace(/[，,。]/g, '')
    const above = parent?.title ?? ''
    if (title.length < LONG_ENOUGH || title.length > 20 || node.kind === 'nis' || !above.includes(title))
      return []
    return [
      ask(
        'duplicate-heading',
        { path: node.path, quote: node.title, span: node.own },
        `标题“${node.title}”与上级标题“${above}”重复，所指是否相同？`,
        `The heading “${node.title}” repeats the one above it.`,
      ),
    ]
  })
}
