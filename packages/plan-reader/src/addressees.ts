import type { AddresseePhrase } from './types.ts'

/** Phrases by which plans address groups, longest first, with the groups they mean (FACTS 1.1). */
const PHRASES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/各?职能股室|各股室|局机关各?(?:股|科)室|各科室/, ['sections']],
  [/局属(?:二级)?(?:机构|单位)|直属单位/, ['bureau-units']],
  [/各?乡镇(?:\(街道\))?(?:中心)?(?:中学|学校)/, ['town-middle']],
  [/(?:各)?县直(?:各)?(?:学校|中小学)|局直属?学校|县属学校/, ['county-schools']],
  [/各?中心(?:小学|学校|校)/, ['central-primaries']],
  [/各?(?:公办|民办|公民办)?幼儿园/, ['kindergartens']],
  [/各?民办(?:学校|中小学)/, ['private-schools']],
  [/寄宿制学校/, ['boarding-schools']],
  [/(?:学校和)?校车服务提供者|有校车的?学校|配有校车的?学校/, ['schools-with-buses']],
  [/设有实验室的?学校/, ['schools-with-labs']],
  [/设有食堂的?学校|各?食堂/, ['schools-with-canteens']],
  [/各(?:级)?(?:各)?类?(?:中小)?学校|各校|全县(?:中小)?学校|各地各校/, ['all-schools']],
  [/各单位|各部门|各地/, ['all-units']],
  [/法制安全股|安全(?:管理)?股|安监股/, ['safety-section']],
]

/** Groups may stand side by side at the head of a sentence: 各乡镇中学、县直学校要…. */
const SEPARATOR = /^(?:[、,和及与]|以及)\s*/

/** Whom a sentence addresses, read from its beginning (folded); null when it begins with no group. */
export function readAddressees(sentence: string, original: string): AddresseePhrase | null {
  const sets = new Set<string>()
  let at = /^\s*(?:由|请|要求|组织)?/.exec(sentence)?.[0].length ?? 0
  const start = at
  for (let found = true; found;) {
    found = false
    const rest = sentence.slice(at)
    const gap = sets.size > 0 ? SEPARATOR.exec(rest)?.[0].length : 0
    if (gap === undefined) break
    for (const [pattern, groups] of PHRASES) {
      const match = pattern.exec(rest.slice(gap))
      if (match?.index !== 0) continue
      groups.forEach(group => sets.add(group))
      at += gap + match[0].length
      found = true
      break
    }
  }
  return sets.size === 0 ? null : { phrase: original.slice(start, at).trim(), sets: [...sets] }
}

const OWNER =
  /[（(]\s*([^（）()]{2,40}?)\s*(?:牵头)?负责\s*[）)]\s*。?\s*$|(?:责任单位|牵头单位|责任部门|责任人)\s*[:：]\s*([^。；;\n]{2,60})/

/** The owner a clause ends with, as written: （总务处负责）, 责任单位：…. */
export function readOwner(text: string): string | null {
  const match = OWNER.exec(text)
  return (match?.[1] ?? match?.[2])?.trim() ?? null
}
