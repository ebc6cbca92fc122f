import type { FlatNode } from './outline.ts'
import type { Area, AreaMention } from './types.ts'

/** Words by which a heading shows its key area. */
const WORDS: readonly (readonly [Area, RegExp])[] = [
  ['fire', /消防|火灾|防火|用火|生命通道/],
  ['food', /食品|食堂|饮食|餐饮|传染病|疫情|防疫|卫生防控|饮用水/],
  ['bus', /校车|交通安全|道路交通/],
  ['chemicals', /危化|危险化学品|化学品|危险品|实验室/],
  ['surroundings', /周边/],
  ['emergency', /应急|预案|突发事件|值班值守/],
  ['priority', /溺水|溺亡|欺凌|防灾|减灾|自然灾害|地质灾害|校舍|防汛|防震/],
]

/** The areas a phrase speaks of. */
export const areasIn = (phrase: string): Area[] =>
  WORDS.filter(([, words]) => words.test(phrase)).map(([area]) => area)

/** Which headings are about which area; a heading without a word of its own takes it from most of its items. */
export function readAreas(flat: readonly FlatNode[]): AreaMention[] {
  return flat.flatMap(({ node }): AreaMention[] => {
    if (node.kind === 'nis' || node.kind === 'attachment') return []
    const named = areasIn(node.title)
    if (named.length > 0) return named.map(area => ({ area, path: node.path }))
    const items = node.children.filter(child => child.kind === 'nis')
    const told = items.flatMap(item => areasIn(item.title).slice(0, 1))
    const [first] = told
    const agreed = first !== undefined && told.length >= 2 && told.every(area => area === first)
    return agreed ? [{ area: first, path: node.path }] : []
  })
}
