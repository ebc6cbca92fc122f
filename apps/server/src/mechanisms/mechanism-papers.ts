import {
  err,
  freezeFigures,
  ok,
  sayOutcome,
  writeBulletin,
  writeMinutes,
  type AccountId,
  type Bulletin,
  type BulletinId,
  type MechanismRecordId,
} from '@anlan/domain'
import type { PaperSource } from '../papers/paper-source.ts'
import { getBulletin } from './get-bulletin.ts'
import { getRecord } from './get-record.ts'

/** The minutes of a consultation, which go out once it is filed: until then its conclusions are still being handled. */
export const MINUTES_PAPER: PaperSource = {
  permission: 'mechanism.read',
  numbering: { by: 'mechanism.write', isNeeded: false },
  load: async (context, id) => {
    const found = await getRecord(context, id as MechanismRecordId)
    if (!found.ok) return found
    const { record, items, bureau } = found.value
    if (record.body.kind !== 'consultation') return err({ code: 'not-found' })
    const told = items.map(({ item, unit, works }) => ({
      ...{ unit, text: item.text, outcome: sayOutcome(item.conclusion, works) },
    }))
    return ok({
      paper: writeMinutes(record.body, told, bureau),
      ...{ unitId: context.actor.unitId, wentOut: record.state === 'closed' },
    })
  },
  sample: person =>
    writeMinutes(
      {
        ...{ kind: 'consultation', title: '十一月校园安全会商', on: '2026-11-06', place: '局机关三楼会议室' },
        ...{ chair: person, attending: '县公安局\n县消防救援大队', topic: '入冬前用电用火风险' },
        judgement: `取暖用电负荷上升，由${person}牵头排查。`,
        figures: [{ indicator: 'hazards-closed', numerator: 5, denominator: 6 }],
      },
      [
        {
          unit: '青禾镇中心小学',
          text: `更换宿舍老化线路，由${person}负责`,
          outcome: '转为隐患，由青禾镇中心小学办理',
        },
      ],
      '安澜县教育局',
    ),
}

/** A bulletin: a draft for the bureau alone; issued, one and the same paper for it and for every unit that got it. */
export const BULLETIN_PAPER: PaperSource = {
  permission: 'mechanism.read',
  load: async (context, id) => {
    const found = await getBulletin(context, id as BulletinId)
    if (!found.ok) return found
    const { bulletin, bureau } = found.value
    return ok({
      paper: writeBulletin(bulletin, bureau.name),
      ...{ unitId: bureau.id, wentOut: bulletin.state === 'issued' },
    })
  },
  sample: person => writeBulletin(sampleBulletin(person), '安澜县教育局'),
}

const sampleBulletin = (person: string): Bulletin => {
  const deed = {
    by: '00000000-0000-4000-8000-000000000001' as AccountId,
    name: person,
    at: '2026-11-06T02:00:00.000Z',
  } as const
  const row = (key: string, numerator: number) => ({ key, name: key, rate: { numerator, denominator: 6 } })
  return {
    ...{
      id: '00000000-0000-4000-8000-000000000002' as BulletinId,
      state: 'issued',
      by: 'township',
      revision: 1,
    },
    ...{ from: '2026-10-01', until: '2026-10-31', takenAt: deed.at, drafted: deed, reason: null },
    ...{
      approved: { ...deed, keptFigures: false },
      issued: { ...deed, documentNumber: '安教通〔2026〕3号' },
    },
    figures: freezeFigures(
      [
        {
          ...{ indicator: 'hazards-closed', county: { numerator: 9, denominator: 12 } },
          rows: [
            row('青禾镇', 6),
            row('石桥镇', 3),
            { ...row('云岭乡', 0), rate: { numerator: 0, denominator: 0 } },
          ],
        },
      ],
      [],
    ),
    text: {
      ...{ title: '关于十月校园安全工作情况的通报', praise: `青禾镇整改及时，${person}履职到位。` },
      ...{ criticism: '石桥镇整改进度靠后。', practice: '', problems: '' },
    },
  }
}
