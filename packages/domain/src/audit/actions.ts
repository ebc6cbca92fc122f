import { ASSIGNMENT_EVENTS } from '../campaign/assignment.ts'
import { CAMPAIGN_EVENTS } from '../campaign/campaign.ts'
import type { Label } from '../kernel/label.ts'
import { HAZARD_EVENTS } from '../prevention/hazard-flow.ts'

interface Noun {
  readonly label: Label
  readonly verbs: Readonly<Record<string, Label>>
}

/**
 * Everything the record can say was done: what it was done to, and how each deed is called. An action that
 * has no words here cannot be recorded, so the list is whole by construction; the events of a state table
 * bring their own words.
 */
export const AUDIT_NOUNS = {
  campaign: {
    label: { zh: '专项行动', en: 'Campaign' },
    verbs: {
      import: { zh: '导入方案', en: 'Import a plan' },
      'save-draft': { zh: '修改草稿', en: 'Change the draft' },
      ...CAMPAIGN_EVENTS,
    },
  },
  assignment: { label: { zh: '任务', en: 'Task' }, verbs: ASSIGNMENT_EVENTS },
  hazard: {
    label: { zh: '隐患', en: 'Hazard' },
    verbs: { report: { zh: '登记', en: 'Report' }, ...HAZARD_EVENTS },
  },
  file: { label: { zh: '文件', en: 'File' }, verbs: { keep: { zh: '上传', en: 'Upload' } } },
  demo: { label: { zh: '演示县', en: 'Demonstration county' }, verbs: { load: { zh: '载入', en: 'Load' } } },
} as const satisfies Record<string, Noun>

type Nouns = typeof AUDIT_NOUNS
export type AuditNoun = keyof Nouns
/** What was done, `noun.verb`. */
export type AuditAction = {
  [Name in AuditNoun]: `${Name}.${keyof Nouns[Name]['verbs'] & string}`
}[AuditNoun]

export const AUDIT_ACTIONS = Object.entries(AUDIT_NOUNS).flatMap(([noun, { verbs }]) =>
  Object.keys(verbs).map(verb => `${noun}.${verb}`),
) as AuditAction[]

/** An action in words; one that an older version of the product recorded stands as it was written. */
export function labelAction(action: string): Label {
  const [name = '', verb = ''] = action.split('.', 2)
  const noun: Noun | undefined = (AUDIT_NOUNS as Record<string, Noun>)[name]
  const done = noun?.verbs[verb]
  if (!noun || !done) return { zh: action, en: action }
  return { zh: `${noun.label.zh}：${done.zh}`, en: `${noun.label.en}: ${done.en}` }
}
