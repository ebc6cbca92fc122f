import { isSchool, parseSchoolCode, UnitFacts, UnitKind, type Unit } from '@anlan/domain'

/** A unit's facts as they stand in a form, where nothing chosen is an empty text. */
export interface UnitForm {
  kind: UnitKind | ''
  name: string
  shortName: string
  schoolCode: string
  boarding: boolean
  hasBus: boolean
  hasLab: boolean
  hasCanteen: boolean
  pupils: number
}

export const emptyUnit = (): UnitForm => ({
  ...{ kind: '', name: '', shortName: '', schoolCode: '', pupils: 0 },
  ...{ boarding: false, hasBus: false, hasLab: false, hasCanteen: false },
})

export const formOf = (unit: Unit): UnitForm => ({
  ...UnitFacts.parse(unit),
  schoolCode: unit.schoolCode ?? '',
})

const SHORT = 20

/**
 * The facts a form holds; throws where the domain's own schema refuses them. An office has no pupils and no
 * canteen, whatever was ticked before its kind was chosen.
 */
export function factsOf(form: UnitForm): UnitFacts {
  const name = form.name.trim()
  const school = isSchool(UnitKind.parse(form.kind))
  const none = {
    schoolCode: null,
    boarding: false,
    hasBus: false,
    hasLab: false,
    hasCanteen: false,
    pupils: 0,
  }
  return UnitFacts.parse({
    ...form,
    shortName: form.shortName.trim() || name.slice(0, SHORT),
    schoolCode: schoolCodeOf(form.schoolCode),
    ...(!school && none),
  })
}

/** The code in its one right writing: digits typed full-width or with blanks are no fault. */
function schoolCodeOf(text: string): string | null {
  const parsed = parseSchoolCode(text)
  return parsed.ok ? parsed.value.code : text.trim() || null
}
