import {
  addMonths,
  decideRisk,
  gradeRisk,
  RiskFacts,
  type Accident,
  type AreaId,
  type Assessment,
  type Cause,
  type Day,
  type Grading,
  type GradingScheme,
  type MeasureKind,
  type RiskKind,
  type RiskPoint,
  type RiskRefusal,
  type RiskSite,
} from '@anlan/domain'

/** A factor as somebody is filling it in; nothing is chosen for him. */
export interface FormScore {
  value: number | ''
  because: string
  measures: string[]
}
export type FormScores = Record<string, FormScore>

/** A risk point as somebody is filling it in. */
export interface RiskForm {
  unitId: string
  area: AreaId | ''
  name: string
  kind: RiskKind
  site: RiskSite
  causes: { kind: Cause | ''; what: string }[]
  accidents: Accident[]
  measures: { id: string; kind: MeasureKind | ''; text: string; owner: string; reviewOn: string }[]
  overrides: string[]
  inherent: FormScores
  residual: FormScores
  department: string
  accountId: string
}

const blankScores = ({ factors }: GradingScheme): FormScores =>
  Object.fromEntries(factors.map(({ id }) => [id, { value: '', because: '', measures: [] }]))

/** An empty form of a unit for a scheme. */
export const emptyForm = (scheme: GradingScheme, unitId: string): RiskForm => ({
  ...{ unitId, area: '', name: '', kind: 'place', department: '', accountId: '' },
  site: { campus: '', building: '', floor: '', room: '' },
  causes: [{ kind: '', what: '' }],
  ...{ accidents: [], measures: [], overrides: [] },
  ...{ inherent: blankScores(scheme), residual: blankScores(scheme) },
})

/** The form of a point that is there. Judged by another version, its values are asked anew: they need not mean the same. */
export function formOf(point: RiskPoint, scheme: GradingScheme): RiskForm {
  const isSame = point.residual.scheme === scheme.id && point.residual.version === scheme.version
  const scoresOf = ({ scores }: Assessment): FormScores =>
    isSame ? structuredClone(scores) : blankScores(scheme)
  const known = new Set(scheme.overrides.map(({ id }) => id))
  return {
    ...{ unitId: point.unitId, area: point.area ?? '', name: point.name, kind: point.kind },
    ...{ site: { ...point.site }, causes: point.causes.map(each => ({ ...each })) },
    ...{ accidents: [...point.accidents], measures: point.measures.map(each => ({ ...each })) },
    overrides: point.overrides.filter(id => known.has(id)),
    ...{ inherent: scoresOf(point.inherent), residual: scoresOf(point.residual) },
    ...{ department: point.responsible.department, accountId: point.responsible.accountId },
  }
}

/** An empty measure, to be looked at again in half a year unless somebody says otherwise. */
export const emptyMeasure = (today: Day): RiskForm['measures'][number] => ({
  ...{ id: crypto.randomUUID(), kind: '', text: '', owner: '', reviewOn: addMonths(today, 6) },
})

/** Takes a measure out, and with it out of every value that rested on it. */
export function removeMeasure(form: RiskForm, id: string): void {
  form.measures = form.measures.filter(each => each.id !== id)
  for (const score of Object.values(form.residual))
    score.measures = score.measures.filter(each => each !== id)
}

const assessmentOf = ({ id, version }: GradingScheme, scores: FormScores) => ({
  ...{ scheme: id, version },
  scores: Object.fromEntries(
    Object.entries(scores).flatMap(([factor, score]) =>
      score.value === '' ? [] : [[factor, { ...score, value: score.value }]],
    ),
  ),
})

/** What the form says, as it is sent; throws where the domain's own schema finds something missing. */
export const factsOf = (form: RiskForm, scheme: GradingScheme): RiskFacts =>
  RiskFacts.parse(draftOf(form, scheme))

const draftOf = (form: RiskForm, scheme: GradingScheme) => ({
  ...{ area: form.area || null, name: form.name, kind: form.kind, site: form.site },
  ...{ causes: form.causes, accidents: form.accidents, measures: form.measures, overrides: form.overrides },
  ...{ inherent: assessmentOf(scheme, form.inherent), residual: assessmentOf(scheme, form.residual) },
  responsible: { department: form.department, accountId: form.accountId },
})

/** A grade while it is typed; null until every factor has a value. */
export function gradeOf(
  form: RiskForm,
  scheme: GradingScheme,
  which: 'inherent' | 'residual',
): Grading | null {
  const graded = gradeRisk(scheme, assessmentOf(scheme, form[which]), form.overrides)
  return graded.ok ? graded.value : null
}

/** What keeps a form that is filled in from being graded; null where nothing does, or something is still missing. */
export function refusalWhile(form: RiskForm, scheme: GradingScheme, today: Day): RiskRefusal | null {
  const facts = RiskFacts.safeParse(draftOf(form, scheme))
  if (!facts.success) return null
  const decision = decideRisk(scheme, facts.data, today)
  return decision.ok || decision.error.code === 'factor-missing' ? null : decision.error
}
