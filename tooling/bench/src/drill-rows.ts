import { createHash, randomUUID } from 'node:crypto'
import type pg from 'pg'

export const SCHOOLS = 300
export const PUPILS = 1000
const CLASSES = 25

/** A school in the middle of the county's drill, with one kiosk whose token is known here. */
export interface DrillingSchool {
  readonly unitId: string
  readonly drillId: string
  readonly deviceId: string
  readonly token: string
  readonly run: string
  readonly keys: readonly string[]
}

export interface DrillDay {
  readonly countyDrillId: string
  readonly schools: readonly DrillingSchool[]
}

const key = (school: number, pupil: number): string =>
  `${school.toString(32)}${pupil.toString(32)}`.toUpperCase().padStart(8, '0')

/** Lays down a county in the middle of its drill: schools, kiosks, and a frozen roster of 1,000 at each. */
export async function layDrillDay(owner: pg.Pool): Promise<DrillDay> {
  const countyDrillId = randomUUID()
  const { rows } = await owner.query<{ id: string }>(`select id from units where kind = 'bureau'`)
  const bureau = rows[0]?.id
  const schools = Array.from({ length: SCHOOLS }, (_, at): DrillingSchool => {
    const deviceId = randomUUID()
    return {
      ...{ unitId: randomUUID(), drillId: randomUUID(), deviceId },
      token: createHash('sha256').update(deviceId).digest('base64url'),
      run: deviceId.replaceAll('-', '').slice(0, 13),
      keys: Array.from({ length: PUPILS }, (_each, pupil) => key(at, pupil)),
    }
  })
  await owner.query(
    `insert into county_drills (id, title, type, mode, scheduled_at, signal_at, created_by, created_at)
     values ($1, '测量', 'earthquake', 'drill', now(), now(), $1, now())`,
    [countyDrillId],
  )
  await owner.query(
    `insert into units (id, kind, name, short_name, parent_id, township, school_code, boarding, has_bus, has_lab,
       has_canteen, pupils)
     select id, 'village-school', '测量小学' || n, '测量' || n, $2, null, null, false, false, false, false, $3
     from unnest($1::uuid[]) with ordinality as u (id, n)`,
    [schools.map(({ unitId }) => unitId), bureau, PUPILS],
  )
  await owner.query(
    `insert into devices (id, unit_id, name, token_hash, paired_at, paired_by_name)
     select id, unit, '测量', hash, now(), '测量' from unnest($1::uuid[], $2::uuid[], $3::text[]) as d (id, unit, hash)`,
    [
      schools.map(({ deviceId }) => deviceId),
      schools.map(({ unitId }) => unitId),
      schools.map(({ token }) => createHash('sha256').update(token).digest('hex')),
    ],
  )
  for (const school of schools) {
    const groups = Array.from({ length: CLASSES }, (_, at) => ({
      ...{ id: `c${at}`, kind: 'class', name: `${at + 1}班`, point: null, unnamed: 0 },
      people: school.keys
        .slice((at * PUPILS) / CLASSES, ((at + 1) * PUPILS) / CLASSES)
        .map(each => ({ key: each, name: '学生', attendance: 'present' })),
    }))
    const roster = { drill: school.drillId, unitId: school.unitId, points: [], groups }
    await owner.query(
      `insert into drills (id, unit_id, county_drill_id, type, mode, state, title, on_day, roster, started_at, created_at)
       values ($1, $2, $3, 'earthquake', 'drill', 'running', '测量', current_date, $4, now(), now())`,
      [school.drillId, school.unitId, countyDrillId, JSON.stringify(roster)],
    )
  }
  await owner.query('analyze')
  return { countyDrillId, schools }
}
