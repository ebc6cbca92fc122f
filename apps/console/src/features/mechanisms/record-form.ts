import {
  Department,
  MechanismRecordId,
  NewRecord,
  RecordBody,
  type FileId,
  type InquiryCause,
  type InquiryFact,
  type MechanismRecord,
  type RecordBodyOf,
  type RecordKind,
} from '@anlan/domain'

export interface ItemForm {
  unitId: string
  target: string
  text: string
}

/** What is typed of a record; each kind uses its own part. */
export interface RecordForm {
  /** Made with the form: sent twice, it is one record. */
  id: string
  title: string
  on: string
  until: string
  place: string
  chair: string
  attending: string
  topic: string
  judgement: string
  takesFigures: boolean
  department: string
  content: string
  via: string
  lead: string
  members: string[]
  plan: string
  unitId: string
  cause: InquiryCause
  facts: string
  duty: string
  /** Facts an inquiry rests on, as `factKey` names them. */
  linked: string[]
  accountId: string
  /** The edition of a duty, as `dutyKey` names it. */
  dutyKey: string
  items: ItemForm[]
}

export const emptyItem = (): ItemForm => ({ unitId: '', target: '', text: '' })

export const emptyRecord = (today: string): RecordForm => ({
  ...{ id: crypto.randomUUID(), title: '', on: today, until: today, place: '', chair: '', attending: '' },
  ...{ topic: '', judgement: '', takesFigures: true, department: '', content: '', via: '', lead: '' },
  ...{
    members: [],
    plan: '',
    unitId: '',
    cause: 'hazard',
    facts: '',
    duty: '',
    linked: [],
    accountId: '',
    dutyKey: '',
    items: [emptyItem()],
  },
})

export const factKey = ({ kind, id }: Pick<InquiryFact, 'kind' | 'id'>): string => `${kind} ${id}`
function readFactKey(key: string) {
  const [kind, id] = key.split(' ')
  return { kind, id }
}
export const dutyKey = ({ id, version }: { readonly id: string; readonly version: number }): string =>
  `${id} ${version}`
function readAnswerable({ accountId, dutyKey: key }: RecordForm) {
  const [dutyId, version] = key.split(' ')
  return { accountId, dutyId, version: Number(version) }
}

interface Figure {
  readonly indicator: string
  readonly numerator: number
  readonly denominator: number
}

/** What a kind of record says of what is typed. What is wrong is told by the domain's own schema. */
export function bodyOf(kind: RecordKind, form: RecordForm, figures: readonly Figure[]): RecordBody {
  const { title, on } = form
  const bodies: Readonly<Record<RecordKind, () => object>> = {
    consultation: () => ({
      ...{ place: form.place, chair: form.chair, attending: form.attending, topic: form.topic },
      ...{ judgement: form.judgement, figures: form.takesFigures ? figures : [] },
    }),
    sharing: () => ({ department: Department.parse(form.department), content: form.content, via: form.via }),
    'joint-action': () => ({ until: form.until, lead: form.lead, members: form.members, plan: form.plan }),
    inquiry: () => ({
      ...{ unitId: form.unitId, cause: form.cause, facts: form.facts, duty: form.duty },
      linked: form.linked.map(readFactKey),
      answerable: form.accountId && form.dutyKey ? readAnswerable(form) : null,
    }),
  }
  return RecordBody.parse({ kind, title, on, ...bodies[kind]() })
}

/** The record a form says; lines nobody filled in are none. */
export function recordOf(
  kind: RecordKind,
  form: RecordForm,
  figures: readonly Figure[],
  files: readonly string[],
): NewRecord {
  const filled = form.items.filter(item => item.text.trim() || item.target.trim() || item.unitId)
  return NewRecord.parse({
    id: MechanismRecordId.parse(form.id),
    body: bodyOf(kind, form, figures),
    items: filled.map(item => ({
      // An inquiry is about one unit, and so is what it finds.
      unitId: (kind === 'inquiry' ? form.unitId : item.unitId) || null,
      ...{ target: item.target, text: kind === 'joint-action' ? '' : item.text },
    })),
    files: files as FileId[],
  })
}

/** A record that is there as a form shows it, to be corrected. Its items are handled one by one and are not part of it. */
export function formOf({ id, body }: Pick<MechanismRecord, 'id' | 'body'>): RecordForm {
  return {
    ...emptyRecord(body.on),
    ...(body.kind === 'inquiry' ? { ...body, ...shownOf(body) } : body),
    ...{ id, items: [], takesFigures: body.kind === 'consultation' && body.figures.length > 0 },
  }
}

const shownOf = ({ linked, answerable }: RecordBodyOf<'inquiry'>) => ({
  linked: linked.map(factKey),
  accountId: answerable?.accountId ?? '',
  dutyKey: answerable ? dutyKey({ id: answerable.dutyId, version: answerable.version }) : '',
})
