import {
  composeLetter,
  err,
  letterPaper,
  ok,
  startingTemplate,
  type AccountId,
  type Letter,
  type LetterBatchId,
  type LetterId,
  type UnitId,
} from '@anlan/domain'
import type { PaperSource } from '../papers/paper-source.ts'
import { getLetter } from './get-letter.ts'

const SAMPLE_UNIT = '青禾镇中心小学'

/** A letter as somebody of that name has signed it. */
function sampleLetter(person: string): Letter {
  const text = composeLetter(startingTemplate('school-staff'), {
    ...{ unitName: SAMPLE_UNIT, unitKind: 'central-primary', signerName: person },
    ...{ post: 'class-teacher', years: '2026—2027学年' },
    duties: [{ post: 'class-teacher', text: '每日掌握学生到校情况，缺勤及时联系家长。' }],
  })
  if (!text) throw new Error('the template of the house says something to everybody')
  return {
    ...{
      id: '' as LetterId,
      level: 'school-staff',
      state: 'signed',
      unitId: '' as UnitId,
      post: 'class-teacher',
    },
    ...{ signerId: '' as AccountId, signerName: person, issuedBy: null, issuerName: SAMPLE_UNIT, text },
    documentNumber: '镇小安责〔2026〕12号',
    ...{ batchId: '' as LetterBatchId, duties: [], from: '2026-09-01', to: '2027-08-31' },
    ...{ issuedOn: '2026-09-02', signedOn: '2026-09-03', refusal: null, answer: null, withdrawal: null },
    ...{ signedBy: { how: 'screen', name: person, enteredBy: null }, renews: null, revision: 2 },
  }
}

/** A letter of responsibility, for whoever may read it on the screen. */
export const LETTER_PAPER: PaperSource = {
  permission: 'letter.read',
  load: async ({ app, actor }, id) => {
    const found = await app.db.read(actor, tx => getLetter(tx, id as LetterId, actor))
    if (!found) return err({ code: 'not-found' })
    const { letter, unit } = found
    return ok({ paper: letterPaper(letter, unit), unitId: letter.unitId, wentOut: true })
  },
  isWithdrawn: async (tx, id) => {
    const row = await tx.selectFrom('letters').select('state').where('id', '=', id).executeTakeFirst()
    return row?.state === 'withdrawn'
  },
  sample: person => letterPaper(sampleLetter(person), { name: SAMPLE_UNIT, kind: 'central-primary' }),
}
