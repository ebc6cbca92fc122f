import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { CasNumber } from '../../organisation/codes/cas-number.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_LAB } from '../keepers.ts'
import { groupBy } from '../list-rules.ts'
import {
  areEnemies,
  CHEMICAL_CLASSES,
  ChemicalClass,
  isControlled,
  Nature,
  NATURES,
} from './chemical-class.ts'

const {
  'chemicals-regulation': REGULATION,
  'chemicals-storage': STORAGE,
  'chemicals-campaign': CAMPAIGN,
} = DOCUMENTS

export const chemicalList = defineRegister({
  id: 'chemical-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '危险化学品清单', en: 'List of chemicals' },
  purpose: {
    zh: '每种药品在每个柜里一条，写明类别、存放位置和保管人。',
    en: 'One line for each chemical in each cabinet: its class, where it stands and who keeps it.',
  },
  keptBy: WITH_LAB,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    alias: ShortText.optional(),
    cas: CasNumber.optional(),
    classes: z.array(ChemicalClass).min(1),
    nature: Nature,
    specification: ShortText.optional(),
    cabinet: ShortText,
    keeperA: PersonName,
    keeperB: PersonName.optional(),
    dataSheet: z.boolean(),
    policeFiledOn: Day.optional(),
    bestBefore: Day.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '品名', en: 'Name' },
    alias: { zh: '别名', en: 'Other name' },
    cas: { zh: 'CAS 号', en: 'CAS number', hint: { zh: '混合物可不填', en: 'Mixtures have none' } },
    classes: { zh: '类别', en: 'Classes', options: CHEMICAL_CLASSES },
    nature: { zh: '性质', en: 'Nature', options: NATURES },
    specification: { zh: '规格', en: 'Specification' },
    cabinet: { zh: '储存柜', en: 'Cabinet', bulk: true, offers: 'chemicals/cabinet-list.name', place: true },
    keeperA: { zh: '保管人甲', en: 'First keeper', bulk: true },
    keeperB: { zh: '保管人乙', en: 'Second keeper', bulk: true },
    dataSheet: { zh: '有安全技术说明书', en: 'Safety data sheet at hand', bulk: true },
    policeFiledOn: { zh: '公安备案（许可）日期', en: 'Filed with the police on' },
    bestBefore: { zh: '有效期至', en: 'Usable until', ahead: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'cas', 'classes', 'cabinet', 'keeperA'],
  identity: ['name', 'specification', 'cabinet'],
  findings: {
    'one-keeper-only': {
      label: { zh: '剧毒品未由两人保管', en: 'Something highly toxic without two keepers' },
      severity: 'major',
      remedy: { zh: '确定两名不同的保管人，各管一把锁', en: 'Name two different keepers, each with a lock' },
      fields: ['keeperA', 'keeperB'],
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '24')] },
      when: ({ classes, keeperA, keeperB }) =>
        classes.includes('toxic') && (keeperB === undefined || keeperA === keeperB),
    },
    'not-filed-with-police': {
      label: {
        zh: '剧毒、易制爆、易制毒药品无公安备案',
        en: 'A controlled chemical is not filed with the police',
      },
      severity: 'major',
      remedy: { zh: '立即补办公安许可或备案手续', en: 'See to the police permit or filing at once' },
      fields: ['policeFiledOn'],
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [
          cite(REGULATION, 'text', '39'),
          cite(REGULATION, 'text', '41'),
          cite(DOCUMENTS['precursor-regulation'], 'text', '17'),
        ],
      },
      when: ({ classes, policeFiledOn }) => policeFiledOn === undefined && isControlled(classes),
    },
    'no-data-sheet': {
      label: { zh: '缺安全技术说明书', en: 'No safety data sheet' },
      severity: 'general',
      remedy: {
        zh: '向供货商索取并存放在药品柜旁',
        en: 'Ask the supplier for it and keep it by the cabinet',
      },
      fields: ['dataSheet'],
      rule: {
        effectiveFrom: REGULATION.from,
        basis: [cite(REGULATION, 'memory', '15'), cite(REGULATION, 'memory', '37')],
      },
      when: ({ dataSheet }) => !dataSheet,
    },
    'past-its-date': {
      label: { zh: '药品已过期', en: 'The chemical is past its date' },
      severity: 'major',
      remedy: { zh: '封存，交有资质的单位处置', en: 'Seal it and give it to a licensed disposer' },
      fields: ['bestBefore'],
      rule: { effectiveFrom: CAMPAIGN.from, basis: [cite(CAMPAIGN, 'excerpt')] },
      due: ({ bestBefore }) => bestBefore ?? null,
    },
  },
  lists: {
    'toxic-not-apart': {
      label: { zh: '剧毒品未单独存放', en: 'Something highly toxic is not kept apart' },
      severity: 'major',
      remedy: { zh: '剧毒品移入专柜，单独存放', en: 'Move it into a cabinet of its own' },
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '24')] },
      window: 'all',
      among: (entries, { today }) =>
        [...groupBy(entries, ({ entry }) => entry.cabinet)].flatMap(([cabinet, kept]) => {
          const toxic = kept.filter(({ entry }) => entry.classes.includes('toxic'))
          const others = kept.filter(each => !toxic.includes(each))
          if (toxic.length === 0 || others.length === 0) return []
          const names = kept.map(({ entry }) => entry.name).join('、')
          const arrivals = [toxic, others].map(group => group.map(each => each.recordedOn).sort()[0] ?? today)
          return {
            on: today,
            since: arrivals.sort().at(-1) ?? today,
            records: kept.map(each => each.id),
            detail: { zh: `${cabinet}：${names}`, en: `${cabinet}: ${names}` },
          }
        }),
    },
    'enemies-in-one-cabinet': {
      label: { zh: '性质相抵触的药品同柜存放', en: 'Incompatible chemicals in one cabinet' },
      severity: 'major',
      remedy: { zh: '立即分柜存放', en: 'Put them in separate cabinets at once' },
      rule: { effectiveFrom: STORAGE.from, basis: [cite(STORAGE, 'unverified')] },
      window: 'all',
      among: (entries, { today }) =>
        [...groupBy(entries, ({ entry }) => entry.cabinet)].flatMap(([cabinet, kept]) => {
          const fighting = kept.filter(one => kept.some(other => areEnemies(one.entry, other.entry)))
          if (fighting.length === 0) return []
          const names = fighting.map(({ entry }) => entry.name).join('、')
          return {
            on: today,
            since:
              fighting
                .map(each => each.recordedOn)
                .sort()
                .at(-1) ?? today,
            records: fighting.map(each => each.id),
            detail: { zh: `${cabinet}：${names}`, en: `${cabinet}: ${names}` },
          }
        }),
    },
  },
})
