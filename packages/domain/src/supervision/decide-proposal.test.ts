import { describe, expect, test } from 'vitest'
import { ROLE_IDS } from '../organisation/role.ts'
import { aUnit, anActor } from '../testing/builders.ts'
import { decideProposal, skippedRungs } from './decide-proposal.ts'
import { matterStateOf, type Measure } from './measure.ts'
import { measuresClosed } from './supervision-rates.ts'

type Taken = Pick<Measure, 'kind' | 'state'>
const officer = anActor('section-officer', 200)
const propose = (
  kind: Measure['kind'],
  measures: readonly Taken[] = [],
  skipReason: string | null = null,
  actor: typeof officer | null = officer,
) => decideProposal(actor, aUnit(), measures, { kind, skipReason })
const refused = (code: string) => ({ ok: false, error: { code } })
const reminder = (state: Measure['state']): Taken => ({ kind: 'reminder', state })

describe('a measure is proposed', () => {
  test('by those who may, and by the system', () => {
    const able = ROLE_IDS.filter(role => propose('reminder', [], null, anActor(role, 200)).ok)
    expect(able).toEqual(['section-officer', 'bureau-leader', 'bureau-inspector'])
    expect(propose('reminder', [], null, null)).toMatchObject({ ok: true })
  })

  test('one at a time', () => {
    for (const state of ['proposed', 'approved'] as const)
      expect(propose('supervision-notice', [reminder(state)])).toEqual(refused('proposal-open'))
  })

  test('rung by rung, and a rung is left out with a reason alone', () => {
    expect(propose('supervision-notice', [reminder('received')])).toMatchObject({ ok: true })
    expect(propose('supervision-notice')).toEqual(refused('skip-needs-reason'))
    expect(propose('warning', [reminder('received')])).toEqual(refused('skip-needs-reason'))
    expect(propose('warning', [reminder('received')], '涉及重大隐患')).toMatchObject({ ok: true })
    expect(skippedRungs('warning', [reminder('received')])).toEqual(['supervision-notice', 'circular'])
  })

  test('upwards only; what was declined or taken back was no rung', () => {
    expect(propose('reminder', [reminder('received')])).toEqual(refused('rung-behind'))
    for (const state of ['declined', 'withdrawn'] as const)
      expect(propose('reminder', [reminder(state)])).toMatchObject({ ok: true })
  })

  test('not while an appeal is open, and not in a matter that has been settled', () => {
    expect(propose('supervision-notice', [reminder('appealed')])).toEqual(refused('appeal-open'))
    expect(propose('supervision-notice', [reminder('closed')])).toEqual(refused('matter-closed'))
  })

  test('an honour is another road than the ladder', () => {
    expect(propose('praise', [reminder('received')])).toEqual(refused('other-road'))
    expect(propose('highlight', [{ kind: 'praise', state: 'issued' }])).toMatchObject({ ok: true })
  })

  test('about a unit that is open and is not the bureau itself', () => {
    const about = (change: Parameters<typeof aUnit>[0]) =>
      decideProposal(officer, aUnit(change), [], { kind: 'reminder', skipReason: null })
    expect(about({ openUntil: '2026-08-31' })).toEqual(refused('unit-closed'))
    expect(about({ kind: 'bureau' })).toEqual(refused('unit-is-root'))
  })
})

test('a matter is settled when all of its measures are', () => {
  expect(matterStateOf([reminder('superseded'), { state: 'received' }])).toBe('open')
  expect(matterStateOf([reminder('superseded'), { state: 'closed' }])).toBe('closed')
})

test('what was taken back or taken further counts neither above nor below, and praise is no measure to be closed', () => {
  const issued = { by: 'x' as never, name: '', at: '2026-10-01T00:00:00.000Z', documentNumber: null } as const
  const of = (state: Measure['state'], kind: Measure['kind'] = 'reminder') => ({ kind, state, issued })
  expect(
    measuresClosed.count([
      of('closed'),
      of('received'),
      of('withdrawn'),
      of('superseded'),
      of('closed', 'praise'),
      { kind: 'reminder', state: 'proposed', issued: null },
    ]),
  ).toEqual({ numerator: 1, denominator: 2 })
})
