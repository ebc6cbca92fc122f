import {
  err,
  ok,
  ReferralId,
  writeCommitteePaper,
  writeReferralPaper,
  type Day,
  type OfficialPaper,
  type Result,
} from '@anlan/domain'
import type { PaperSource } from '../../papers/paper-source.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { getReferral, type ReferralDetail } from './get-referral.ts'

/** Evidence is listed by its name, without the ending of its file. */
const withoutEnding = (name: string): string => name.replace(/\.[a-z0-9]{1,5}$/i, '')

type Write = (found: ReferralDetail) => { readonly paper: OfficialPaper; readonly wentOut: boolean } | null

/** Loads the letter for one of its papers. */
const loadBy =
  (write: Write): PaperSource['load'] =>
  async (context: Context, id: string) => {
    const parsed = ReferralId.safeParse(id)
    const found: Result<ReferralDetail, Refusal> | null = parsed.success
      ? await getReferral(context, parsed.data)
      : null
    const written = found?.ok ? write(found.value) : null
    if (!found?.ok || !written) return err({ code: 'not-found' })
    return ok({ ...written, unitId: found.value.referral.unitId })
  }

const DUE: Day = '2026-11-20'
const SAMPLE = {
  ...{ addressee: '安澜县水利局', title: '校门外水塘没有警示设施', dueOn: DUE },
  matter: '水塘距校门三十米，没有警示牌和救生设施。',
  sent: { at: '2026-11-06T02:00:00.000Z', documentNumber: '安教函〔2026〕12号' },
} as const

/** 移送函 */
export const REFERRAL_PAPER: PaperSource = {
  permission: 'referral.read',
  load: loadBy(({ referral, bureau, files }) => ({
    paper: writeReferralPaper({
      ...{ referral, bureau },
      attachments: files.filter(({ stage }) => stage === 'letter').map(({ name }) => withoutEnding(name)),
    }),
    wentOut: referral.sent !== null,
  })),
  isWithdrawn: async (tx, id) => {
    const row = await tx.selectFrom('referrals').select('state').where('id', '=', id).executeTakeFirst()
    return row?.state === 'withdrawn'
  },
  sample: person =>
    writeReferralPaper({
      referral: {
        ...{ ...SAMPLE, evidence: '现场照片两张', basis: '学校周边安全管理职责分工' },
        interimControl: `上下学时段由${person}值守`,
      },
      ...{ bureau: '安澜县教育局', attachments: ['水塘照片', '水塘位置图'] },
    }),
}

/** The report to the county committee, where a letter was left undone. */
export const COMMITTEE_PAPER: PaperSource = {
  permission: 'referral.read',
  load: loadBy(
    ({ referral, unit, bureau }) =>
      referral.committee && {
        paper: writeCommitteePaper({ referral, committee: referral.committee, unit: unit.name, bureau }),
        wentOut: true,
      },
  ),
  sample: person =>
    writeCommitteePaper({
      referral: {
        ...{ ...SAMPLE, interimControl: `上下学时段由${person}值守`, urged: [], reply: null },
        received: { name: person, at: '2026-11-07T02:00:00.000Z', recordedBy: null },
      },
      committee: {
        at: '2026-11-26T02:00:00.000Z',
        ...{ note: '请协调水利部门设置警示和救生设施。', documentNumber: '安教发〔2026〕33号' },
      },
      ...{ unit: '青禾镇中心小学', bureau: '安澜县教育局' },
    }),
}
