import {
  covers,
  dayOf,
  err,
  ok,
  supervisionNumbers,
  writeMeasurePaper,
  writeTalkPaper,
  type LimitOverride,
  type Measure,
  type MeasureId,
  type MeasureState,
  type OfficialPaper,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { PaperSource } from '../papers/paper-source.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import type { Context } from '../trpc.ts'
import { getMatter, type KnownFact, type MatterDetail } from './get-matter.ts'
import { findMatterOf } from './matter.queries.ts'

type Write = (matter: MatterDetail, measure: Measure, appealDays: number) => OfficialPaper | null

/** Loads the measure for one of its papers. */
const loadBy =
  (write: Write): PaperSource['load'] =>
  async (context, id) => {
    const { app, actor } = context
    const [matterId, limits] = await app.db.read(actor, tx =>
      Promise.all([findMatterOf(tx, id as MeasureId), readRuleLimits(tx)]),
    )
    const found = matterId ? await getMatter(context, matterId) : null
    if (!found?.ok) return err({ code: 'not-found' })
    const measure = found.value.measures.find(each => each.measure.id === id)?.measure
    // An honour is read by every school, its paper goes to its own.
    if (!measure || !covers(actor.scope, measure.unitId)) return err({ code: 'not-found' })
    const paper = write(found.value, measure, appealDays(measure, limits.value, context))
    if (!paper) return err({ code: 'not-found' })
    return ok({ paper, unitId: measure.unitId, wentOut: measure.issued !== null })
  }

/** The days to appeal as they were when the measure went out: a number set later makes no other paper of it. */
const appealDays = ({ issued }: Measure, limits: readonly LimitOverride[], { now }: Context): number =>
  supervisionNumbers(limits, dayOf(issued?.at ?? now))['appeal-days']

/** A paper that went out says what had been named by then: what was put down since is for a measure that waits. */
const isPartOf = ({ knownAt }: KnownFact, { issued }: Pick<Measure, 'issued'>): boolean =>
  issued === null || (knownAt !== null && Date.parse(knownAt) <= Date.parse(issued.at))

const WITHDRAWN: MeasureState = 'withdrawn'

async function isWithdrawn(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('supervision_measures')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.state === WITHDRAWN
}

const SAMPLE_MATTER = { title: '宿舍安全出口夜间上锁', number: '2026-0012' } as const
const SAMPLE_UNIT = '青禾镇中心小学'

/** The measure of supervision itself: reminder, notice, circular and the others, by what was issued. */
export const MEASURE_PAPER: PaperSource = {
  permission: 'supervision.read',
  load: loadBy(({ matter, unit, bureau, facts }, measure, days) =>
    writeMeasurePaper({
      ...{ matter, measure, unit: unit.name, bureau, appealDays: days },
      facts: facts.filter(fact => isPartOf(fact, measure)).map(({ words }) => words),
    }),
  ),
  isWithdrawn,
  sample: person =>
    writeMeasurePaper({
      matter: SAMPLE_MATTER,
      measure: {
        kind: 'supervision-notice',
        demand: `立即拆除门锁，由${person}负责。\n安排夜间值守，并将值守安排报局安全股。`,
        issued: { at: '2026-11-06T02:00:00.000Z', documentNumber: '安教督〔2026〕12号' },
        replyDueOn: '2026-11-16',
      },
      ...{ unit: SAMPLE_UNIT, bureau: '安澜县教育局', appealDays: 10 },
      facts: ['11月3日夜间抽查发现，宿舍一层安全出口上锁，值班人员不在岗。'],
    }),
}

/** The record of the admonition talk in a measure. */
export const TALK_PAPER: PaperSource = {
  permission: 'supervision.read',
  numbering: { by: 'supervision.issue', isNeeded: false },
  load: loadBy(({ matter, unit }, { talk }) => talk && writeTalkPaper(matter, unit.name, talk.record)),
  isWithdrawn,
  sample: person =>
    writeTalkPaper(SAMPLE_MATTER, SAMPLE_UNIT, {
      ...{ heldOn: '2026-11-10', place: '局机关三楼会议室', ledBy: '分管副局长', talkedTo: person },
      said: '通报夜间抽查情况，听取学校说明，指出值守制度没有落实。',
      commitments: '当日拆除门锁，一周内补齐夜间值守记录。',
    }),
}
