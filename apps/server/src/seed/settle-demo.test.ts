import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../config.ts'
import { HostRefusal } from '../host.ts'
import { openCounty, useCounty } from '../testing/county.ts'
import { holdsDemo, settleDemo } from './settle-demo.ts'

const county = useCounty()
const dataDir = join(tmpdir(), 'anlan-demo')
const configOf = (environment: NodeJS.ProcessEnv) => readConfig({ ANLAN_DATA: dataDir, ...environment })
const settle = (environment: NodeJS.ProcessEnv, { assembled } = county) =>
  settleDemo(configOf(environment), assembled.app.db, assembled.app.clock, () => undefined)

test('only a server that this machine alone can reach takes itself for the demonstration county', () => {
  expect(configOf({}).demo).toBe(true)
  expect(configOf({ ANLAN_PUBLIC_URL: 'http://localhost:8080' }).demo).toBe(true)
  for (const environment of [
    { ANLAN_DEMO: '0' },
    { HOST: '0.0.0.0' },
    { DATABASE_URL: 'postgres://db.example/anlan' },
    { ANLAN_TRUST_PROXY: '1' },
    { ANLAN_PUBLIC_URL: 'https://anlan.example', ANLAN_DEMO: '1' },
  ])
    expect([environment, configOf(environment).demo]).toEqual([environment, false])
})

test('a county at work is no demonstration, whatever the environment says, and keeps its second factors', async () => {
  expect(await settle({ ANLAN_DEMO: '1' })).toBe(false)
  expect(await settle({ HOST: '0.0.0.0' })).toBe(false)
  const server = await county.another(configOf({ ANLAN_DEMO: '1' }), db =>
    settleDemo(configOf({ ANLAN_DEMO: '1' }), db, county.assembled.app.clock, () => undefined),
  )
  onTestFinished(() => server.close())
  expect(server.app.config.demo).toBe(false)
})

test('the demonstration county is known by the record, and is not opened to others', async () => {
  const { county: demo, remove } = await openCounty()
  onTestFinished(remove)
  const { db } = demo.assembled.app
  expect(await holdsDemo(db)).toBe(false)
  await demo.assembled.connections.owner.query('truncate accounts, units, townships cascade')
  expect(await settle({}, demo)).toBe(true)
  expect(await holdsDemo(db)).toBe(true)
  expect(await settle({ ANLAN_DEMO: '0' }, demo)).toBe(false)
  for (const environment of [
    { HOST: '0.0.0.0' },
    { DATABASE_URL: 'postgres://db.example/anlan' },
    { ANLAN_TRUST_PROXY: '1' },
    { ANLAN_PUBLIC_URL: 'https://anlan.example' },
  ])
    await expect(settle(environment, demo)).rejects.toBeInstanceOf(HostRefusal)
})
