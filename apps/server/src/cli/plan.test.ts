import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ImportedPlan } from '../campaign/import-plan.ts'
import { SYSTEM } from '../db/scope.ts'
import { callOn } from '../testing/command-line.ts'
import { useCounty } from '../testing/county.ts'
import { aFolder } from '../testing/folders.ts'
import { callCommand } from '../testing/terminal.ts'
import { command as planImport } from './plan-import.ts'
import { command as planParse } from './plan-parse.ts'

const county = useCounty()
const PLAN = [
  '安澜县教育局2026年校园安全专项行动方案',
  '各学校：',
  '一、工作目标',
  '排查校园安全隐患。',
  '二、工作步骤',
  '（一）安排部署（2026年5月1日至5月15日）。各学校于5月10日前召开动员会。',
  '（二）排查整治（2026年5月16日至10月15日）。各学校每月开展一次自查。',
].join('\n')

const aFile = (text: string): string => {
  const path = join(aFolder(), '方案.txt')
  writeFileSync(path, text)
  return path
}

const username = async (): Promise<string> => {
  const { accountId } = county.people.officer
  const row = await county.assembled.app.db.read(SYSTEM, tx =>
    tx.selectFrom('accounts').select('username').where('id', '=', accountId).executeTakeFirstOrThrow(),
  )
  return row.username
}

test('a document is read without a database, and imported as a draft that the record shows', async () => {
  const file = aFile(PLAN)
  const title = '安澜县教育局2026年校园安全专项行动方案'
  expect(await callCommand(planParse, {}, file)).toMatchObject({ ok: true, value: { json: { title } } })

  const imported = await callOn(county, aFolder())(planImport, file, '--for', await username())
  expect(imported).toMatchObject({ ok: true, value: { json: { title, phases: 2 } } })
  const { campaignId } = (imported as { value: { json: ImportedPlan } }).value.json
  expect(await county.as('officer').campaigns.draft({ id: campaignId })).toMatchObject({ draft: { title } })
  expect(await county.audit('campaign.import', campaignId)).toMatchObject([{ actor_name: '系统' }])
})

test('what cannot be read, or is for nobody who may draft, is refused in a sentence, and nothing is begun', async () => {
  const call = callOn(county, aFolder())
  const before = (await county.audit('campaign.import')).length
  const officer = await username()
  const refused = (en: string) => ({ ok: false, error: { en: expect.stringContaining(en) as string } })
  expect(await call(planImport, aFile(' \n'), '--for', officer)).toMatchObject(refused('The file is empty.'))
  const missing = join(aFolder(), '没有.docx')
  expect(await call(planImport, missing, '--for', officer)).toMatchObject(refused('Cannot open the file'))
  expect(await call(planImport, aFile(PLAN), '--for', 'nobody')).toMatchObject(
    refused('Nobody has that user name'),
  )
  expect(await call(planImport, aFile(PLAN))).toBeNull()
  expect(await county.audit('campaign.import')).toHaveLength(before)
})
