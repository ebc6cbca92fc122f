import { expect, test } from 'vitest'
import { readStatements } from './recording.ts'

const LOG = [
  `bench:anlan_app|LOG:  statement: begin read only`,
  `bench:anlan_app|LOG:  execute scope: select set_config('anlan.scope', $1, true)`,
  `bench:anlan_app|DETAIL:  Parameters: $1 = 'county'`,
  `bench:postgres|LOG:  statement: select 'somebody else'`,
  `bench:anlan_app|LOG:  execute s3: select $1,`,
  `\t  $2 from hazards`,
  `bench:anlan_app|DETAIL:  Parameters: $1 = 'it''s, $2 = ''x''', $2 = NULL`,
  `bench:anlan_app|LOG:  statement: commit`,
].join('\n')

test('what the runtime role sent is read out of the log, values and all', () => {
  expect(readStatements(LOG)).toEqual([
    { text: 'begin read only', values: [] },
    { text: `select set_config('anlan.scope', $1, true)`, values: ['county'] },
    { text: 'select $1,\n  $2 from hazards', values: [`it's, $2 = 'x'`, null] },
    { text: 'commit', values: [] },
  ])
})
