import {
  addDays,
  composeLetter,
  isOffice,
  isSchool,
  listModelFor,
  postsOf,
  sayYears,
  schoolYearOf,
  startingTemplate,
  STARTING_DUTIES,
  STARTING_OFFICE_DUTIES,
  type AccountId,
  type AreaId,
  type Day,
  type Duty,
  type DutyId,
  type Instant,
  type Letter,
  type LetterBatchId,
  type LetterId,
  type LetterLevel,
  type ModelDuty,
  type PostId,
  type Unit,
} from '@anlan/domain'
import { idFrom, type Person } from '@anlan/seed'
import type { Tx } from '../db/scope.ts'
import { toDutyRow } from '../responsibility/duties.table.ts'
import { toLetterColumns } from '../responsibility/letters.table.ts'
import { bulkInsert } from './bulk-insert.ts'
import { numberLetters } from './number-letters.ts'

/** The posts that lead areas in a small county’s schools, where nobody holds the post the list names. */
const STAND_INS: Partial<Record<AreaId, PostId>> = {
  ...{ chemicals: 'general-affairs-director', bus: 'safety-director' },
}
/** Schools at which nobody stands in: what the page of coverage finds. */
const HOLE_EVERY = 9
/** Which schools have written no list, and which have not had this year’s letters yet, by their order. */
const WITHOUT_LIST = [31, 44]
const WITHOUT_LETTER = [20, 21, 22, 23]

/**
 * Loads what the demonstration county’s schools and sections owe, and the year’s letters of responsibility with most of them
 * signed; gives how many letters.
 */
export async function loadResponsibility(
  tx: Tx,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const schools = units.filter(({ kind }) => isSchool(kind))
  const year = schoolYearOf(today)
  const publishedOn = addDays(today, -40)
  const duties = [
    ...schools.flatMap((school, index) =>
      WITHOUT_LIST.includes(index) ? [] : schoolDuties(school, index, publishedOn),
    ),
    ...units
      .filter(({ kind }) => isOffice(kind))
      .flatMap((unit, index) => officeDuties(unit, index, publishedOn)),
  ]
  const by = people.find(({ username }) => username === 'anquangu')
  if (!by) throw new Error('the demonstration county has a safety officer')
  await bulkInsert(
    tx,
    'duties',
    duties.map(duty => ({ ...toDutyRow(duty), made_by_name: by.name, made_at: noon(publishedOn) }) as never),
  )
  return insertLetters(tx, { units, schools, people, duties, by, year, issuedOn: addDays(today, -30), today })
}

const noon = (day: Day): Instant => `${day}T04:00:00.000Z`

const dutyOf = (unit: Unit, { key, ...content }: ModelDuty, publishedOn: Day): Duty => ({
  ...{ ...content, id: idFrom<DutyId>(`duty ${unit.id} ${key}`), version: 1, unitId: unit.id, publishedOn },
  ...{ retired: false, origin: key, revision: 1 },
})

function schoolDuties(school: Unit, index: number, publishedOn: Day): Duty[] {
  const hasHole = index % HOLE_EVERY === 4
  return listModelFor(STARTING_DUTIES, school).map(item => {
    const standIn = item.area && item.post !== 'chemicals-keeper' ? STAND_INS[item.area] : undefined
    const coOwners = standIn && !hasHole ? [...item.coOwners, standIn] : item.coOwners
    return dutyOf(school, { ...item, coOwners }, publishedOn)
  })
}

/** 三管三必须: every section owns areas, in turn. */
const AREAS_OF_SECTIONS: readonly AreaId[] = [
  'fire',
  'food',
  'bus',
  'chemicals',
  'surroundings',
  'emergency',
  'priority',
]
function officeDuties(unit: Unit, index: number, publishedOn: Day): Duty[] {
  const area = AREAS_OF_SECTIONS[index % AREAS_OF_SECTIONS.length] ?? null
  const items = STARTING_OFFICE_DUTIES.filter(
    ({ post }) => (unit.kind === 'bureau') !== ['section-chief', 'section-clerk'].includes(post),
  )
  const owned: ModelDuty = {
    ...{ key: `section-area-${area ?? 'none'}`, post: 'section-chief', kind: 'safety', area, coOwners: [] },
    text: '牵头本股室所管业务中该领域的安全监管，参与检查和督导，督促学校整改。',
    basis: '《中华人民共和国安全生产法》（2021年修正）第三条',
  }
  return [...items, ...(unit.kind === 'bureau' ? [] : [owned])].map(item => dutyOf(unit, item, publishedOn))
}

interface Facts {
  readonly units: readonly Unit[]
  readonly schools: readonly Unit[]
  readonly people: readonly Person[]
  readonly duties: readonly Duty[]
  readonly by: Person
  readonly year: { readonly from: Day; readonly to: Day }
  readonly issuedOn: Day
  readonly today: Day
}

interface Batch {
  readonly id: LetterBatchId
  readonly unit: Unit
  readonly by: Person
  readonly level: LetterLevel
  readonly letters: Letter[]
}

async function insertLetters(tx: Tx, facts: Facts): Promise<number> {
  const bureau = facts.units.find(({ kind }) => kind === 'bureau')
  if (!bureau) throw new Error('a county has a bureau')
  const having = facts.schools.filter((_, index) => !WITHOUT_LETTER.includes(index))
  const batches = [
    batchOf(facts, bureau, facts.by, 'bureau-school', having, ['head']),
    ...having.flatMap((school, index) => {
      const head = facts.people.find(({ unitId, role }) => unitId === school.id && role === 'principal')
      if (!head || index % 5 === 4) return []
      return [
        batchOf(
          facts,
          school,
          head,
          'school-department',
          [school],
          ['safety-director', 'general-affairs-director'],
        ),
        batchOf(facts, school, head, 'school-staff', [school], ['class-teacher']),
      ]
    }),
  ].filter(({ letters }) => letters.length > 0)
  await bulkInsert(
    tx,
    'letter_batches',
    batches.map(({ id, unit, by, level, letters }) => ({
      ...{ id, unit_id: unit.id, level, from_on: facts.year.from, to_on: facts.year.to },
      title: `${sayYears(facts.year.from, facts.year.to)}${startingTemplate(level).title}`,
      ...{ issued: letters.length, skipped: [] as never, issued_by: by.id, issued_by_name: by.name },
      issued_at: noon(facts.issuedOn),
    })),
  )
  const letters = batches.flatMap(batch => batch.letters)
  await bulkInsert(tx, 'document_numbers', numberLetters(batches, facts.issuedOn) as never)
  await bulkInsert(
    tx,
    'letters',
    letters.map(letter => toLetterColumns(letter) as never),
  )
  const roles = new Map(facts.people.map(({ id, role }) => [id, role]))
  await bulkInsert(
    tx,
    'letter_events',
    batches.flatMap(batch => eventsOf(batch, roles)),
  )
  return letters.length
}

function batchOf(
  { people, duties, year, issuedOn }: Facts,
  unit: Unit,
  by: Person,
  level: LetterLevel,
  schools: readonly Unit[],
  posts: readonly PostId[],
): Batch {
  const id = idFrom<LetterBatchId>(`letter batch ${level} ${unit.id}`)
  const template = startingTemplate(level)
  const letters = schools.flatMap((school, index) =>
    posts.flatMap((post, place): Letter[] => {
      const signer = people.find(each => each.unitId === school.id && each.posts.includes(post))
      if (!signer) return []
      const owed = duties.filter(duty => duty.unitId === school.id && postsOf(duty).includes(post))
      const text = composeLetter(template, {
        ...{ unitName: school.name, unitKind: school.kind, signerName: signer.name, post, duties: owed },
        years: sayYears(year.from, year.to),
      })
      if (!text) return []
      const letter: Letter = {
        ...{
          id: idFrom<LetterId>(`letter ${level} ${school.id} ${post}`),
          level,
          state: 'issued',
          batchId: id,
          documentNumber: null,
        },
        ...{ unitId: school.id, post, signerId: signer.id, signerName: signer.name, issuedBy: by.id },
        ...{ issuerName: unit.name, text, from: year.from, to: year.to, issuedOn, signedOn: null },
        duties: template.withDuties ? owed.map(({ id: duty, version }) => ({ id: duty, version })) : [],
        ...{ signedBy: null, refusal: null, answer: null, withdrawal: null, renews: null, revision: 1 },
        templateId: null,
      }
      return [settle(letter, signer, by, issuedOn, schools.length > 1 ? index : unit.name.length + place)]
    }),
  )
  return { id, unit, by, level, letters }
}

/** At which school of the bureau's list the head has refused. */
const REFUSES = 71

/** How far a letter has come: most are signed, one in twelve on paper, one of the county refused, some still open. */
function settle(letter: Letter, signer: Person, by: Person, issuedOn: Day, place: number): Letter {
  const turn = place % 12
  const on = addDays(issuedOn, 2 + turn)
  if (turn === 3 || turn === 8) return letter
  if (letter.level === 'bureau-school' && letter.post === 'head' && place === REFUSES)
    return {
      ...{ ...letter, state: 'refused', revision: 2 },
      refusal: { reason: '食堂已由镇里统一经营，条款与学校实际不符，请核对后重新发出。', on },
    }
  const signedBy =
    turn === 6
      ? ({ how: 'paper', name: signer.name, enteredBy: by.name } as const)
      : ({ how: 'screen', name: signer.name, enteredBy: null } as const)
  return { ...letter, state: 'signed', signedOn: on, signedBy, revision: 2 }
}

function eventsOf({ by, letters }: Batch, roles: ReadonlyMap<AccountId, Person['role']>) {
  return letters.flatMap(letter => {
    const line = (
      event: 'issue' | 'refuse' | 'sign' | 'sign-on-paper',
      on: Day,
      who: AccountId,
      name: string,
    ) => ({
      ...{
        id: idFrom<string>(`letter event ${letter.id} ${event}`),
        letter_id: letter.id,
        unit_id: letter.unitId,
      },
      ...{ at: noon(on), actor_id: who, actor_name: name, actor_role: roles.get(who) ?? by.role, event },
      note: event === 'refuse' ? (letter.refusal?.reason ?? null) : event === 'sign-on-paper' ? on : null,
    })
    const issued = line('issue', letter.issuedOn as Day, by.id, by.name)
    const [signer, name] = [letter.signerId as AccountId, letter.signerName]
    if (letter.refusal) return [issued, line('refuse', letter.refusal.on, signer, name)]
    if (letter.signedOn === null) return [issued]
    return [
      issued,
      letter.signedBy?.how === 'paper'
        ? line('sign-on-paper', letter.signedOn, by.id, by.name)
        : line('sign', letter.signedOn, signer, name),
    ]
  })
}
