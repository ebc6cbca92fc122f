import {
  addDays,
  draftBulletinText,
  freezeFigures,
  isSchool,
  type AccountId,
  type Bulletin,
  type BulletinId,
  type CountedFigure,
  type Day,
  type Instant,
  type MechanismItemId,
  type MechanismRecord,
  type MechanismRecordId,
  type Rate,
  type RecordBody,
  type Unit,
} from '@anlan/domain'
import { idFrom, type Person } from '@anlan/seed'
import { sql } from 'kysely'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { countFigures } from '../mechanisms/figures.queries.ts'
import { toBulletinRow, toItemRow } from '../mechanisms/mechanisms.table.ts'
import { bulkInsert } from './bulk-insert.ts'

const at = (day: Day): Instant => `${day}T02:00:00.000Z`

interface Item {
  readonly text: string
  readonly target?: string
  /** The place of the hazard it led to, which is the youngest such in the county; none while it led to no hazard. */
  readonly place?: string
  /** Why it led to no work; with neither, nobody has decided yet. */
  readonly why?: string
}
/** Where the hazard came back that somebody had to answer for. */
const REBOUND = '学生宿舍一层'
type Hazards = ReadonlyMap<string, { readonly id: string; readonly unit_id: string }>
type ClosedBy = (day: Day) => Rate & { readonly indicator: string }

interface Story {
  readonly body: RecordBody
  readonly items: readonly Item[]
  readonly closed: boolean
}

/** Loads what the demonstration county's mechanisms have left behind, each record at another step; gives how many. */
export async function loadMechanisms(
  tx: Tx,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const officer = people.find(({ role }) => role === 'section-officer')
  const leader = people.find(({ role }) => role === 'bureau-leader')
  if (!officer || !leader) return 0
  const found = await tx
    .selectFrom('hazards')
    .distinctOn('place')
    .select(['id', 'unit_id', 'place'])
    .where('state', 'in', ['rectifying', 'awaiting-acceptance', 'closed'])
    .orderBy('place')
    .orderBy('number', 'desc')
    .execute()
  const hazards: Hazards = new Map(found.map(hazard => [hazard.place, hazard]))
  const stories = makeStories({
    ...{ today, inquired: hazards.get(REBOUND)?.unit_id ?? officer.unitId },
    closed: await countClosed(tx),
  })
  const records = stories.map(({ body, closed }, index): MechanismRecord => ({
    ...{ id: idFrom<MechanismRecordId>(`mechanism ${index}`), body, revision: 1 },
    ...{ number: `${today.slice(0, 4)}-${String(index + 1).padStart(4, '0')}`, madeBy: officer.id },
    ...{ madeByName: officer.name, madeAt: at(body.on), state: closed ? 'closed' : 'open' },
    ...{ closedAt: closed ? at(addDays(body.on, 3)) : null, closedByName: closed ? officer.name : null },
  }))
  await insertRecords(tx, records)
  await insertItems(tx, stories, records, hazards, officer)
  // A record is filed when its items are there.
  for (const { id, closedAt, closedByName } of records.filter(({ state }) => state === 'closed'))
    await tx
      .updateTable('mechanism_records')
      .set({ state: 'closed', closed_at: closedAt, closed_by_name: closedByName })
      .where('id', '=', id)
      .execute()
  await sql`select max(nextval('mechanism_numbers')) from generate_series(1, ${records.length}::int)`.execute(
    tx,
  )
  const heads = new Map(
    people.filter(({ role }) => role === 'principal').map(({ unitId, name }) => [unitId, name]),
  )
  await loadBulletins(tx, units, { officer, leader, heads }, today)
  return records.length
}

const insertRecords = (tx: Tx, records: readonly MechanismRecord[]): Promise<void> =>
  bulkInsert(
    tx,
    'mechanism_records',
    records.map(record => ({
      ...{ id: record.id, kind: record.body.kind, number: record.number, title: record.body.title },
      ...{ held_on: record.body.on, body: record.body as never, made_by: record.madeBy, state: 'open' },
      ...{ made_by_name: record.madeByName, made_at: record.madeAt, revision: 1 },
    })),
  )

async function insertItems(
  tx: Tx,
  stories: readonly Story[],
  records: readonly MechanismRecord[],
  hazards: Hazards,
  officer: Person,
): Promise<void> {
  const made = stories.flatMap(({ items, body }, story) =>
    items.map((item, index) => {
      const record = records[story] as MechanismRecord
      const hazard = item.place === undefined ? undefined : hazards.get(item.place)
      const unitId = (hazard?.unit_id ?? (body.kind === 'inquiry' ? body.unitId : null)) as Unit['id'] | null
      const decided = hazard !== undefined || item.why !== undefined
      const row = {
        id: idFrom<MechanismItemId>(`mechanism item ${story} ${index}`),
        ...toItemRow(record, { unitId, target: item.target ?? '', text: item.text }, index + 1),
        outcome: hazard ? ('work' as const) : decided ? ('no-work' as const) : null,
        why: hazard ? null : (item.why ?? null),
        ...{ decided_by_name: decided ? officer.name : null, decided_at: decided ? record.madeAt : null },
        revision: decided ? 2 : 1,
      }
      return { row, hazard }
    }),
  )
  await bulkInsert(
    tx,
    'mechanism_items',
    made.map(({ row }) => row),
  )
  await bulkInsert(
    tx,
    'mechanism_works',
    made.flatMap(({ row, hazard }) =>
      hazard
        ? [
            {
              ...{ item_id: row.id, unit_id: hazard.unit_id, work: 'hazard' as const, subject_id: hazard.id },
              made_at: at(row.record_on),
            },
          ]
        : [],
    ),
  )
}

/** How many hazards were verified and closed by the end of a day, as a meeting on it would have heard. */
async function countClosed(tx: Tx): Promise<ClosedBy> {
  const hazards = await tx
    .selectFrom('hazards')
    .select(['discovered_on', 'closed_at'])
    .where('state', 'not in', ['reported', 'dismissed'])
    .execute()
  return day => {
    const known = hazards.filter(hazard => hazard.discovered_on <= day)
    const closed = known.filter(({ closed_at }) => closed_at !== null && closed_at.slice(0, 10) <= day)
    return { indicator: 'hazards-closed', numerator: closed.length, denominator: known.length }
  }
}

interface Season {
  readonly today: Day
  /** The unit whose people had to answer for a hazard that came back. */
  readonly inquired: string
  readonly closed: ClosedBy
}

/** What a county of this size leaves behind in a season. */
function makeStories({ today, inquired, closed }: Season): Story[] {
  const meeting = (title: string, on: Day, topic: string, judgement: string): RecordBody => ({
    ...{ kind: 'consultation', title, on, place: '局机关三楼会议室', chair: '分管副局长', topic, judgement },
    attending: '县公安局治安大队、交警大队\n县消防救援大队\n县市场监督管理局\n各中心校负责人',
    figures: [closed(on)],
  })
  return [
    {
      body: meeting(
        ...(['秋季开学校园安全会商研判', addDays(today, -52), '开学后食堂、校车和校门口秩序'] as const),
        '开学第一周就餐和接送集中，食堂留样和校车超员是主要风险，应当逐校核查。',
      ),
      items: [
        { text: '食堂留样标签不全的学校限期补齐', place: '食堂留样柜' },
        { text: '校门口违停由交警大队调整勤务', why: '已由交警大队当场调整勤务，学校无须另办。' },
      ],
      closed: true,
    },
    {
      body: meeting(
        ...(['入冬前校园安全会商研判', addDays(today, -9), '取暖用气、宿舍疏散和结冰路段'] as const),
        '取暖用火用气增多，宿舍出口堵塞、燃气报警失灵风险升高；乡村路段早晚结冰，校车行车风险升高。',
      ),
      items: [
        { text: '宿舍安全出口夜间保持畅通，钥匙由值班人员随身携带', place: '学生宿舍二层' },
        { text: '用气场所逐一检查燃气报警器', place: '食堂操作间' },
        { text: '结冰路段校车绕行方案报县交警大队备案' },
      ],
      closed: false,
    },
    {
      body: {
        ...{ kind: 'sharing', title: '市场监管局通报两所学校食堂抽检结果', on: addDays(today, -20) },
        ...{ department: 'market-supervision', via: '函告', content: '两所学校食堂餐具抽检大肠菌群不合格。' },
      },
      items: [{ text: '餐具消毒流程整改并复检', place: '食堂洗消间' }],
      closed: true,
    },
    {
      body: {
        ...{ kind: 'sharing', title: '气象台发布道路结冰预警信息', on: addDays(today, -3) },
        ...{
          department: 'weather',
          via: '电话',
          content: '未来三天北部乡镇早间有道路结冰，请做好校车安排。',
        },
      },
      items: [{ text: '通知北部乡镇学校调整校车首班时间' }],
      closed: false,
    },
    {
      body: {
        ...{ kind: 'joint-action', title: '校园周边交通秩序联合整治', on: addDays(today, -30) },
        ...{
          until: addDays(today, -16),
          lead: '县公安局交警大队',
          members: ['police', 'transport', 'city-management'],
        },
        plan: '上下学时段在校门口值守，查处违停、黑校车和占道经营，补齐标线和隔离设施。',
      },
      items: [
        { target: '县一中门口', text: '查处违停十一起，隔离设施完好。', why: '未发现需要学校整改的问题。' },
        { target: '集镇学校路段', text: '占道经营清理完毕，发现路口没有减速带。', place: '校门南侧路口' },
      ],
      closed: true,
    },
    {
      body: {
        ...{
          kind: 'inquiry',
          title: '隐患反弹责任查究',
          on: addDays(today, -12),
          unitId: inquired as Unit['id'],
        },
        ...{ cause: 'rebound', linked: [], answerable: null },
        facts: '该校疏散通道堆放杂物的隐患销号后一个月内再次出现，巡查记录显示当周未巡查。',
        duty: '安全专干负责每日巡查疏散通道并记录，校长每周检查一次。',
      },
      items: [{ text: '责令恢复每日巡查，由学校对安全专干批评教育', place: REBOUND }],
      closed: false,
    },
  ]
}

interface Desk {
  readonly officer: Person
  readonly leader: Person
  readonly heads: ReadonlyMap<Unit['id'], string>
}

/** A bulletin that went out and was read by most, and the next, which waits for approval. */
async function loadBulletins(tx: Tx, units: readonly Unit[], { officer, leader, heads }: Desk, today: Day) {
  const reader = { today, accountId: SYSTEM.accountId, scope: SYSTEM.scope }
  const asked = { indicators: ['tasks-accepted', 'hazards-closed'], by: 'township' } as const
  const counted = await countFigures(tx, reader, {
    ...{ ...asked, indicators: [...asked.indicators], from: addDays(today, -120), until: today },
  })
  const issuedOn = addDays(today, -24)
  const last = freezeFigures(asTheyWere(counted), [])
  const deed = (by: Person, day: Day) => ({ by: by.id as AccountId, name: by.name, at: at(day) })
  const first: Bulletin = {
    ...{ id: idFrom<BulletinId>('bulletin 1'), state: 'issued', by: 'township', revision: 5, reason: null },
    ...{
      from: addDays(today, -56),
      until: addDays(today, -26),
      figures: last,
      takenAt: at(addDays(today, -26)),
    },
    text: {
      ...{ title: '关于近期校园安全工作情况的通报', ...draftBulletinText(last) },
      practice: '部分学校把隐患照片贴在教室公示，学生参与查找，整改速度明显加快。',
      problems: '个别学校材料报送不及时，隐患整改期限一再申请延长。',
    },
    drafted: deed(officer, addDays(today, -26)),
    approved: { ...deed(leader, addDays(today, -25)), keptFigures: false },
    issued: { ...deed(officer, issuedOn), documentNumber: `安教通〔${issuedOn.slice(0, 4)}〕7号` },
  }
  const figures = freezeFigures(counted, last)
  const second: Bulletin = {
    ...{ ...first, id: idFrom<BulletinId>('bulletin 2'), state: 'submitted', revision: 2, figures },
    ...{ from: addDays(today, -120), until: today, takenAt: at(today), approved: null, issued: null },
    text: { ...first.text, title: '关于专项行动以来校园安全工作情况的通报', ...draftBulletinText(figures) },
    drafted: deed(officer, today),
  }
  await bulkInsert(
    tx,
    'bulletins',
    [first, second].map(bulletin => {
      const { body, ...row } = toBulletinRow(bulletin)
      return { ...row, body: JSON.parse(body) as never }
    }),
  )
  const schools = units.filter(unit => isSchool(unit.kind) && unit.openUntil === null)
  await bulkInsert(
    tx,
    'bulletin_receipts',
    schools.map((unit, index) => {
      const head = heads.get(unit.id)
      const read = head !== undefined && index % 5 !== 4
      return {
        ...{
          bulletin_id: first.id,
          unit_id: unit.id,
          read_at: read ? at(addDays(issuedOn, 1 + (index % 3))) : null,
        },
        read_by_name: read ? head : null,
      }
    }),
  )
}

/** The rates of a month ago: somewhat less, and not for everybody alike. */
const asTheyWere = (counted: readonly CountedFigure[]): CountedFigure[] =>
  counted.map(({ indicator, county, rows }) => ({
    ...{ indicator, county: { ...county, numerator: Math.floor(county.numerator * 0.8) } },
    rows: rows.map(({ key, name, rate }, index) => ({
      ...{ key, name },
      rate: { ...rate, numerator: Math.floor(rate.numerator * (0.65 + ((index * 7) % 5) * 0.07)) },
    })),
  }))
