import { SCHEME_SIZES, type ControlLevel, type GradingScheme, type RiskColour } from '@anlan/domain'

interface Words {
  zh: string
  en: string
}
/** A number as somebody is typing it. */
type Typed = number | ''

/** A scheme as somebody is writing it. */
export interface SchemeForm {
  label: Words
  basis: Words
  reviewMonths: Typed
  factors: { id: string; label: Words; values: { value: Typed; means: Words }[] }[]
  levels: {
    id: string
    label: Words
    colour: RiskColour
    control: ControlLevel
    toBureau: boolean
    from: Typed
    inclusive: boolean
  }[]
  overrides: { id: string; label: Words }[]
}

/** English that only repeats the Chinese was never written. */
const wordsOf = ({ zh, en }: Words): Words => ({ zh, en: en === zh ? '' : en })
const blank = (): Words => ({ zh: '', en: '' })

/** The form of a scheme that is there. */
export const schemeFormOf = (scheme: GradingScheme): SchemeForm => ({
  ...{ label: wordsOf(scheme.label), basis: wordsOf(scheme.basis), reviewMonths: scheme.reviewMonths },
  factors: scheme.factors.map(({ id, label, values }) => ({
    ...{ id, label: wordsOf(label) },
    values: values.map(({ value, means }) => ({ value, means: wordsOf(means) })),
  })),
  levels: scheme.levels.map(level => ({ ...level, label: wordsOf(level.label), from: level.from ?? '' })),
  overrides: scheme.overrides.map(({ id, label }) => ({ id, label: wordsOf(label) })),
})

/** What the form says so far. The lowest level takes what is left, whatever was typed while another was the lowest. */
export const draftOf = (form: SchemeForm, { id, version }: Pick<GradingScheme, 'id' | 'version'>) => ({
  ...{ id, version, label: form.label, basis: form.basis },
  factors: form.factors,
  levels: form.levels.map((level, index) =>
    index === form.levels.length - 1 ? { ...level, from: null, inclusive: true } : level,
  ),
  ...{ overrides: form.overrides, reviewMonths: form.reviewMonths },
})

/** A code nobody of them has. */
function freeId(taken: readonly { id: string }[]): string {
  let number = 1
  while (taken.some(({ id }) => id === `own-${number}`)) number += 1
  return `own-${number}`
}

export const emptyValue = (): SchemeForm['factors'][number]['values'][number] => ({
  value: '',
  means: blank(),
})

/** Adds a factor under the first letter that is free, with room for the two values it needs at least. */
export function addFactor(form: SchemeForm): void {
  const letters = [...'LESCPRABDFGHIJKMNOQTUVWXYZ']
  const id = letters.find(letter => form.factors.every(factor => factor.id !== letter)) ?? ''
  form.factors.push({ id, label: blank(), values: [emptyValue(), emptyValue()] })
}

/** Adds a level below another one; colour and control are those of the one above until somebody chooses. */
export function addLevelBelow(form: SchemeForm, index: number): void {
  const above = form.levels[index]
  if (!above) return
  form.levels.splice(index + 1, 0, {
    ...{ id: freeId(form.levels), label: blank(), colour: above.colour, control: above.control },
    ...{ toBureau: false, from: '', inclusive: above.inclusive },
  })
}

/** Adds a case that is judged the highest level at once. */
export function addOverride(form: SchemeForm): void {
  form.overrides.push({ id: freeId(form.overrides), label: blank() })
}

export const hasRoom = (of: keyof typeof SCHEME_SIZES, items: readonly unknown[]): boolean =>
  items.length < SCHEME_SIZES[of]
