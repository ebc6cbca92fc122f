import { expect, test } from 'vitest'
import { CAMPAIGN_FIELDS } from './campaign.ts'
import { DRILL_FIELDS } from './drills.ts'
import { GENERAL_FIELDS } from './general.ts'
import { LAST_FIELDS } from './last.ts'
import { MECHANISM_FIELDS } from './mechanisms.ts'
import { ORGANISATION_FIELDS } from './organisation.ts'
import { PILOT_FIELDS } from './pilot.ts'
import { PREVENTION_FIELDS } from './prevention.ts'
import { RESPONSIBILITY_FIELDS } from './responsibility.ts'
import { ROUND_FIELDS } from './rounds.ts'
import { SUPERVISION_FIELDS, TALK_FIELDS } from './supervision.ts'
import { TRAINING_FIELDS } from './training.ts'

test('a name is called one thing: it stands in one subject only', () => {
  const names = [
    ...[GENERAL_FIELDS, PREVENTION_FIELDS, CAMPAIGN_FIELDS, ORGANISATION_FIELDS, DRILL_FIELDS],
    ...[MECHANISM_FIELDS, SUPERVISION_FIELDS, ROUND_FIELDS, PILOT_FIELDS, TRAINING_FIELDS],
    ...[RESPONSIBILITY_FIELDS, TALK_FIELDS, LAST_FIELDS],
  ].flatMap(subject => Object.keys(subject))
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})
