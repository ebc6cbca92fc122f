import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { listRefusedByPolicy, look, overflow, settled, useDesk, WIDTHS } from './desk.ts'

const desk = useDesk()
const LANGUAGES = ['zh', 'en'] as const
const ORDER = { zh: ['desktop', 'phone'], en: ['phone', 'desktop'] } as const

/** Every page with the person who works on it. */
const PAGES = [
  ['/', 'anquangu'],
  ['/', 'anquan017'],
  ['/inbox', 'anquan017'],
  ['/hazards', 'anquangu'],
  ['/hazards?state=rectifying&overdue=1', 'huizong01'],
  ['/hazards/board', 'anquangu'],
  ['/hazards/board?column=rectifying', 'anquan017'],
  ['/hazards/county', 'anquangu'],
  ['/hazards/county?area=fire', 'xiaozhang017'],
  ['/hazards/:hazard', 'anquangu'],
  ['/papers/hazard-order/:hazard', 'anquangu'],
  ['/hazards/:hazard', 'xiaozhang017'],
  ['/hazards/new', 'jiaoshi017'],
  ['/hazards/new', 'ducha'],
  ['/hazards/hand-down', 'anquangu'],
  ['/hazards/public-list', 'anquan017'],
  ['/hazards/public-list?unit=:unit', 'anquangu'],
  ['/public-reports', 'anquangu'],
  ['/public-reports?state=all', 'xiaozhang017'],
  ['/report-posters', 'anquan017'],
  ['/report-posters?unit=:unit', 'anquangu'],
  ['/paper-templates', 'xianadmin'],
  ['/responsibility/chain', 'anquangu'],
  ['/responsibility/chain?counted=known&unit=:unit', 'anquangu'],
  ['/responsibility/mine', 'anquan017'],
  ['/responsibility/mine', 'jiaoshi017'],
  ['/handovers', 'anquangu'],
  ['/leader-records', 'anquangu'],
  ['/leader-records/:self', 'xiaozhang017'],
  ['/leader-records/:self', 'jiaoshi017'],
  ['/responsibility/people/:person', 'anquangu'],
  ['/study-records', 'xiaozhang017'],
  ['/study-records/new', 'anquan017'],
  ['/supervision', 'anquangu'],
  ['/supervision', 'xiaozhang017'],
  ['/supervision?wait=proposed', 'fenguan'],
  ['/supervision?wait=approved', 'anquangu'],
  ['/supervision/:matter', 'fenguan'],
  ['/supervision/new', 'ducha'],
  ['/honours', 'jiaoshi017'],
  ['/referrals', 'anquangu'],
  ['/referrals?counted=answered', 'anquangu'],
  ['/referrals/:letter', 'anquangu'],
  ['/referrals/:letter/paper', 'anquangu'],
  ['/referrals/new', 'anquangu'],
  ['/responsibility', 'anquan017'],
  ['/responsibility/coverage', 'anquangu'],
  ['/responsibility/model', 'anquangu'],
  ['/responsibility/model', 'anquan017'],
  ['/letters', 'anquangu'],
  ['/letters/templates', 'anquangu'],
  ['/account', 'xiaozhang017'],
  ['/campaigns', 'anquangu'],
  ['/campaigns/import', 'anquangu'],
  ['/campaigns/:campaign', 'anquangu'],
  ['/campaigns/:campaign?by=township', 'fenguan'],
  ['/campaigns/:campaign?by=matrix', 'anquangu'],
  ['/campaigns/:campaign?by=unit', 'xiaozhang017'],
  ['/campaigns/:campaign/assignments?state=submitted', 'anquangu'],
  ['/assignments?state=owed&unit=:unit', 'anquangu'],
  ['/summaries', 'anquangu'],
  ['/summaries', 'anquan017'],
  ['/summaries/:summary', 'anquangu'],
  ['/tasks', 'anquan017'],
  ['/tasks/:task', 'anquan017'],
  ['/units', 'xianadmin'],
  ['/units?search=青禾', 'xiaoguan01'],
  ['/units/:unit', 'xianadmin'],
  ['/units/new', 'xianadmin'],
  ['/units/import', 'xianadmin'],
  ['/people', 'xianadmin'],
  ['/people?state=disabled', 'xiaoguan01'],
  ['/people/:person', 'xianadmin'],
  ['/people/new', 'xiaoguan01'],
  ['/people/import', 'xiaoguan01'],
  ['/audit', 'shenji'],
  ['/audit?action=session&person=nobody-at-all', 'shenji'],
  ['/audit/:event', 'xianadmin'],
  ['/audit/verification', 'shenji'],
  ['/areas', 'anquangu'],
  ['/areas', 'anquan017'],
  ['/areas?by=unit&area=fire&standing=not-met&sort=findings', 'anquangu'],
  ['/areas?by=unit&area=fire&standing=concerned', 'huizong01'],
  ['/areas', 'huizong01'],
  ['/areas/indicators', 'anquangu'],
  ['/areas/indicators', 'anquan017'],
  ['/areas/indicators?of=food/meals-shared', 'anquangu'],
  ['/areas/priority/:unit', 'anquan017'],
  ['/areas/bus/:unit', 'anquangu'],
  ['/areas/fire/:unit?day=2026-09-01', 'anquan017'],
  ['/registers/fire/extinguisher-ledger', 'anquangu'],
  ['/registers/food/shared-meal-log', 'anquan017'],
  ['/registers/fire/extinguisher-ledger/imports', 'anquan017'],
  ['/registers/priority/parent-letter?unit=:own', 'anquan046'],
  ['/registers/priority/parent-letter/receipts/:own', 'anquan046'],
  ['/registers/priority/parent-letter/receipts/:unit', 'anquangu'],
  ['/registers/bus/bus-ledger/new', 'anquan017'],
  ['/limits', 'anquangu'],
  ['/limits', 'xiaozhang017'],
  ['/bus-platforms', 'anquangu'],
  ['/risks', 'anquangu'],
  ['/risks?due=1', 'anquan017'],
  ['/risks/new', 'anquan017'],
  ['/risks/map', 'anquan017'],
  ['/risks/print', 'anquan017'],
  ['/risks/print', 'anquangu'],
  ['/risks/heat', 'huizong01'],
  ['/risks/schemes', 'anquangu'],
  ['/inspections', 'anquangu'],
  ['/inspections', 'anquan017'],
  ['/inspections/schools?rate=schools-screened&counted=asked', 'anquangu'],
  ['/inspections/schools?rate=full-guards&counted=asked', 'fenguan'],
  ['/inspections/schools?rate=full-guards&counted=met', 'anquan017'],
  ['/inspections/new?area=bus', 'anquan017'],
  ['/rounds', 'anquangu'],
  ['/rounds', 'anquan017'],
  ['/rounds/new', 'anquangu'],
  ['/rounds/:round', 'anquangu'],
  ['/visits', 'ducha'],
  ['/rounds/new', 'huizong01'],
  ['/visits/:visit', 'ducha'],
  ['/visits/:made', 'anquangu'],
  ['/visits/:made/sheet', 'anquangu'],
  ['/visits/:made/order', 'anquangu'],
  ['/coverage', 'anquangu'],
  ['/coverage?unit=:unit', 'anquangu'],
  ['/coverage', 'huizong01'],
  ['/indicators', 'huizong01'],
  ['/indicators/dual-prevention-built#units', 'anquangu'],
  ['/indicators/burden', 'anquangu'],
  ['/mechanisms', 'anquangu'],
  ['/mechanisms', 'xiaozhang017'],
  ['/mechanism-items?settled=1', 'anquangu'],
  ['/mechanism-items', 'xiaozhang017'],
  ['/consultations', 'anquangu'],
  ['/consultations/new', 'anquangu'],
  ['/consultations/:consultation', 'anquangu'],
  ['/consultations/:consultation/minutes', 'anquangu'],
  ['/consultations/:consultation/revise', 'anquangu'],
  ['/shared-information', 'anquangu'],
  ['/shared-information/new', 'anquangu'],
  ['/shared-information/:sharing', 'anquangu'],
  ['/shared-information/:sharing/revise', 'anquangu'],
  ['/joint-actions', 'anquangu'],
  ['/joint-actions/new', 'anquangu'],
  ['/joint-actions/:action', 'anquangu'],
  ['/joint-actions/:action/revise', 'anquangu'],
  ['/inquiries', 'fenguan'],
  ['/inquiries/new', 'anquangu'],
  ['/inquiries/:inquiry', 'fenguan'],
  ['/inquiries/:inquiry/revise', 'anquangu'],
  ['/bulletins', 'anquangu'],
  ['/bulletins', 'xiaozhang017'],
  ['/bulletins?state=submitted', 'fenguan'],
  ['/bulletins?unread=1', 'xiaozhang017'],
  ['/bulletins/new', 'anquangu'],
  ['/bulletins/:bulletin', 'anquangu'],
  ['/bulletins/:bulletin', 'xiaozhang017'],
  ['/bulletins/:bulletin/paper', 'xiaozhang017'],
  ['/trainings', 'anquangu'],
  ['/trainings/:training', 'anquan017'],
  ['/trainings/counted?kind=rotation&counted=asked&unit=:unit', 'anquangu'],
  ['/trainings/counted?kind=rotation&counted=passed', 'ducha'],
  ['/summaries/counted?counted=due', 'anquangu'],
  ['/supervision?counted=issued&unit=:unit', 'anquangu'],
  ['/publicity?day=fire-day', 'anquangu'],
  ['/pilots', 'anquangu'],
  ['/pilots?stage=late', 'fenguan'],
  ['/pilots?stage=built&unit=:unit', 'anquangu'],
  ['/pilots', 'anquan017'],
  ['/pilots/new', 'anquangu'],
  ['/pilots/apply', 'xiaozhang046'],
  ['/pilots/:pilot', 'xiaozhang017'],
  ['/pilots/:pilot', 'ducha'],
  ['/pilots/:demonstration', 'anquangu'],
  ['/pilot-criteria', 'anquangu'],
  ['/shared', 'anquan017'],
  ['/shared?kind=practice', 'anquangu'],
  ['/shared?state=submitted', 'anquangu'],
  ['/shared/:material', 'anquan017'],
  ['/drills', 'anquangu'],
  ['/drills?state=out-of-compliance', 'huizong01'],
  ['/drills', 'anquan017'],
  ['/drills/schools/:unit', 'fenguan'],
  ['/drills/periods?counted=asked&unit=:unit', 'anquangu'],
  ['/drills/periods?counted=met', 'anquan017'],
  ['/drills/counted?counted=held', 'anquangu'],
  ['/drills/counted?counted=whole&unit=:unit', 'fenguan'],
  ['/drills/standards', 'anquangu'],
  ['/drills/standards', 'xiaozhang017'],
  ['/drills/standards/2026', 'anquangu'],
  ['/drills/new', 'anquan017'],
  ['/drills/:planned', 'anquan017'],
  ['/drills/:planned/plan', 'anquan017'],
  ['/drills/:held', 'anquangu'],
  ['/drills/:counted', 'anquangu'],
  ['/county-drills', 'xiaozhang017'],
  ['/county-drills/new', 'anquangu'],
  ['/county-drills/:day', 'anquangu'],
  ['/county-drills/:day', 'anquan017'],
  ['/rosters', 'anquan017'],
  ['/rosters/import', 'anquan017'],
  ['/rosters/points', 'anquan017'],
  ['/rosters/attendance', 'jiaoshi017'],
  ['/rosters/badges', 'anquan017'],
  ['/kiosks', 'anquan017'],
  ['/reference', 'anquan017'],
  ['/reference?q=灭火器', 'anquangu'],
  ['/reference?q=nothing-like-this', 'anquangu'],
  ['/reference/areas/food', 'anquangu'],
  ['/reference/registers/fire/extinguisher-ledger', 'anquan017'],
  ['/reference/registers/chemicals/double-lock-ledger#rule-balance-negative', 'anquangu'],
  ['/reference/documents#document-canteen-rules', 'fenguan'],
  ['/reference/indicators', 'fenguan'],
  ['/no-such-page', 'anquangu'],
] as const

/** The demonstration county's running campaign, and the first task of whoever is signed in. */
async function fill(page: Page, path: string): Promise<string> {
  const first = async (procedure: string, filter?: object): Promise<string> =>
    (await firstRow<{ id: string }>(page, procedure, filter))?.id ?? ''
  if (path.includes(':hazard')) return path.replace(':hazard', await first('hazards.list'))
  if (path.includes(':person')) return path.replace(':person', await first('people.list', OFFICER))
  if (path.includes(':own')) return path.replace(':own', (await sessionOf(page)).unit.id)
  if (path.includes(':self')) return path.replace(':self', (await sessionOf(page)).account.id)
  if (path.includes(':training')) return path.replace(':training', await first('trainings.list', {}))
  if (path.includes(':round')) return path.replace(':round', await first('rounds.list'))
  if (path.includes(':letter')) return path.replace(':letter', await first('referrals.list'))
  if (path.includes(':summary')) return path.replace(':summary', await summaryOf(page))
  for (const [name, kind] of Object.entries(RECORDS))
    if (path.includes(name)) return path.replace(name, await first('mechanisms.list', { kind }))
  if (path.includes(':bulletin'))
    return path.replace(':bulletin', await first('bulletins.list', { state: 'issued' }))
  if (path.includes(':matter')) return path.replace(':matter', await matterOf(page))
  if (path.includes(':made')) return path.replace(':made', await madeVisitOf(page))
  if (path.includes(':pilot')) return path.replace(':pilot', await first('pilots.list'))
  if (path.includes(':demonstration'))
    return path.replace(':demonstration', await first('pilots.list', { state: ['demonstration'] }))
  if (path.includes(':material')) return path.replace(':material', await first('materials.list'))
  if (path.includes(':visit')) return path.replace(':visit', await visitOf(page))
  if (path.includes(':unit')) return path.replace(':unit', await unitOf(page))
  if (path.includes(':event')) return path.replace(':event', await first('audit.list', { action: 'demo' }))
  for (const [name, states] of Object.entries(DRILLS))
    if (path.includes(name)) return path.replace(name, await drillOf(page, states))
  if (path.includes(':day')) return path.replace(':day', await countyDrillOf(page))
  if (path.includes(':campaign')) return path.replace(':campaign', await first('campaigns.list'))
  return path.includes(':task') ? path.replace(':task', await first('assignments.mine')) : path
}

/** A school's safety officer: somebody with hazards in his name. */
const OFFICER = { search: 'anquan017' }
const unitOf = async (page: Page): Promise<string> =>
  (await firstRow<{ unit: { id: string } }>(page, 'people.list', OFFICER))?.unit.id ?? ''

/** The first of whoever is signed in that is still to be made. */
async function visitOf(page: Page): Promise<string> {
  const answer = await page.request.get('/trpc/visits.mine')
  return ((await answer.json()) as { result: { data: { id: string }[] } }).result.data[0]?.id ?? ''
}

const matterOf = async (page: Page): Promise<string> =>
  (await firstRow<{ matter: { id: string } }>(page, 'supervision.list'))?.matter.id ?? ''

/** The first that a school has handed in. */
async function summaryOf(page: Page): Promise<string> {
  const answer = await page.request.get('/trpc/summaries.occasions')
  const body = (await answer.json()) as {
    result: { data: { campaignId: string; phaseId: string | null; begun: number }[] }
  }
  const of = body.result.data.find(({ begun }) => begun > 0)
  return (await firstRow<{ id: string }>(page, 'summaries.list', { ...of, heap: 'submitted' }))?.id ?? ''
}

/** Records of the mechanisms that are still open, so that they can be corrected. */
const RECORDS = {
  ...{ ':consultation': 'consultation', ':sharing': 'sharing', ':action': 'joint-action' },
  ':inquiry': 'inquiry',
} as const

/** A visit that was made, and is closed. */
async function madeVisitOf(page: Page): Promise<string> {
  const round = await firstRow<{ id: string }>(page, 'rounds.list', { kind: 'special' })
  const input = encodeURIComponent(JSON.stringify({ id: round?.id }))
  const answer = await page.request.get(`/trpc/rounds.get?input=${input}`)
  const body = (await answer.json()) as { result: { data: { visits: { id: string }[] } } }
  return body.result.data.visits[0]?.id ?? ''
}

/** Who is signed in, and where. */
async function sessionOf(page: Page): Promise<{ account: { id: string }; unit: { id: string } }> {
  const answer = await page.request.get('/trpc/session.me')
  type Session = Awaited<ReturnType<typeof sessionOf>>
  return ((await answer.json()) as { result: { data: Session } }).result.data
}

/** Drills of the demonstration county by how far they are; those ended last month have every fact. */
const DRILLS = { ':planned': 'scheduled', ':held': 'closed', ':counted': 'all-clear' } as const
async function drillOf(page: Page, state: string): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ page: 1, pageSize: 1, states: [state] }))
  const answer = await page.request.get(`/trpc/drills.list?input=${input}`)
  const body = (await answer.json()) as { result: { data: { rows: { id: string }[] } } }
  return body.result.data.rows[0]?.id ?? ''
}
async function countyDrillOf(page: Page): Promise<string> {
  const answer = await page.request.get('/trpc/countyDrills.list')
  return ((await answer.json()) as { result: { data: { id: string }[] } }).result.data[0]?.id ?? ''
}

/** The first row of a list, as whoever is signed in sees it. */
async function firstRow<Row>(page: Page, procedure: string, filter?: object): Promise<Row | undefined> {
  const input = encodeURIComponent(JSON.stringify({ page: 1, pageSize: 1, filter }))
  const answer = await page.request.get(`/trpc/${procedure}?input=${input}`)
  const body = (await answer.json()) as { result: { data: { rows: Row[] } } }
  return body.result.data.rows[0]
}

/**
 * What every page owes on either screen, in the language it is shown in. Chinese is opened on a wide screen that is then
 * made narrow, English the other way round, so that pages are both loaded on either and carried over.
 */
async function inOrder(page: Page, language: (typeof LANGUAGES)[number], name: string): Promise<void> {
  // Asked before the picture, for which the browser's driver adds a style of its own.
  expect(await listRefusedByPolicy(page)).toEqual([])
  for (const width of ORDER[language]) {
    await page.setViewportSize(WIDTHS[width])
    await look(page, `${name}-${width}-${language}`)
    const found = { width, axe: await listAxeFindings(page), overflow: await overflow(page) }
    expect(found).toEqual({ width, axe: [], overflow: 0 })
  }
  await page.context().close()
}

test.each(LANGUAGES)('the sign-in page is in order (%s)', async language => {
  const page = await desk.open({ width: ORDER[language][0], language })
  await page.goto('/sign-in')
  await settled(page)
  await inOrder(page, language, 'sign-in')
})

test.each(PAGES.flatMap(([path, who]) => LANGUAGES.map(language => [path, who, language] as const)))(
  '%s is in order for %s (%s)',
  async (path, who, language) => {
    const page = await desk.signIn(who, { width: ORDER[language][0], language })
    await page.goto(await fill(page, path))
    await settled(page)
    // A page that is not there is in order too, and shows nothing of what was to be looked at.
    const isThere = (await page.getByText(/^(找不到页面|Page not found)$/).count()) === 0
    expect(isThere).toBe(path !== '/no-such-page')
    await inOrder(page, language, `${path} ${who}`.replace(/\W+/g, '-'))
  },
)
