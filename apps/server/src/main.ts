import { readConfig, type Config } from './config.ts'
import { HostRefusal, openHost } from './host.ts'
import type { Jobs } from './jobs/jobs.ts'
import { assemble, listen, readSecret } from './server.ts'

/** How long open requests may take to finish once the server is asked to stop. */
const DRAIN_MS = 3_000

async function run(config: Config): Promise<void> {
  const secret = readSecret(config)
  const host = await openHost(config, secret)
  const assembled = await assemble({ config, secret, connectAs: host.connectAs, password: host.password })
  const { app, http } = assembled
  if (config.demo) {
    const { loadDemoIfEmpty } = await import('./seed/load-demo.ts')
    await loadDemoIfEmpty(app.db, app.clock, line => process.stderr.write(`${line}\n`))
  }
  const { server, port } = await listen(http, config)
  let jobs: Jobs | undefined

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    const closed = new Promise(resolve => server.close(resolve))
    await Promise.race([closed, new Promise(resolve => setTimeout(resolve, DRAIN_MS))])
    await jobs?.stop()
    await assembled.close()
    await host.stop()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())

  if (config.demo) await printDemoAccounts()
  process.stdout.write(`ready ${config.publicUrl ?? `http://${config.host}:${port}`}\n`)

  // Nobody waits for the job queue, so it starts when people can already work.
  const { startJobs } = await import('./jobs/jobs.ts')
  jobs = await startJobs(app, assembled.connections.ownerConfig)
}

async function printDemoAccounts(): Promise<void> {
  const { DEMO_PASSWORD } = await import('./seed/load-demo.ts')
  const lines = [
    '演示县，仅限本机试用；数据和人名均为虚构，密码公开，请勿录入真实信息。',
    'Demonstration county for this machine only: names are invented, the password is public.',
    ...DEMO_ACCOUNTS.map(([username, role]) => `  ${username.padEnd(13)} ${role}`),
    `  密码 / password: ${DEMO_PASSWORD}`,
  ]
  process.stderr.write(`${lines.join('\n')}\n`)
}

const DEMO_ACCOUNTS = [
  ['anquangu', '法制安全股经办 / section officer'],
  ['fenguan', '分管领导 / bureau deputy in charge'],
  ['juzhang', '局长 / bureau director'],
  ['ducha', '督查组成员 / inspector'],
  ['shenji', '审计（只读） / auditor'],
  ['xianadmin', '县级管理员 / county administrator'],
  ['huizong01', '乡镇汇总员 / township coordinator'],
  ['xiaozhang017', '校长 / head'],
  ['anquan017', '安全专干 / safety officer'],
  ['jiaoshi017', '教职工 / staff member'],
  ['xiaoguan01', '校级管理员 / school administrator'],
] as const

/** One sentence for what the operator can mend; a fault keeps its stack. */
function explain(error: unknown, port: number): string {
  if (error instanceof HostRefusal) return error.message
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `端口 ${port} 已被占用，请用 PORT 换一个。\nPort ${port} is taken: choose another with PORT.`
  if (error instanceof Error && error.message.includes('environment variables')) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

try {
  await run(readConfig(process.env))
} catch (error) {
  process.stderr.write(`${explain(error, Number(process.env.PORT ?? 8080))}\n`)
  process.exit(1)
}
