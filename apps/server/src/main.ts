import { flushCompileCache } from 'node:module'
import type { App } from './app.ts'
import { readConfig, type Config } from './config.ts'
import { HostRefusal, openHost } from './host.ts'
import { readSecret } from './secret.ts'

/** How long open requests may take to finish once the server is asked to stop. */
const DRAIN_MS = 3_000

/** When everything a start needs is loaded, the job queue's code too. */
const COMPILED_AFTER_MS = 15_000

async function run(config: Config): Promise<void> {
  /** What has to be closed, in the order it was opened; closing goes backwards. */
  const opened: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (let each = opened.pop(); each; each = opened.pop()) await each()
  }
  try {
    await open(config, opened)
  } catch (error) {
    await close()
    throw error
  }
  const stop = (): void => void close().then(() => process.exit(0))
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

async function open(config: Config, opened: (() => Promise<unknown>)[]): Promise<void> {
  const secret = readSecret(config)
  // The server's code is read while the database comes up.
  const loading = import('./server.ts')
  loading.catch(() => undefined)
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const host = await openHost(config, secret, say)
  opened.push(host.stop)
  host.keepRunning()
  const { assemble, listen } = await loading
  const { settleDemo } = await import('./seed/settle-demo.ts')
  const assembled = await assemble({
    ...{ config, secret, connectAs: host.connectAs, password: host.password },
    settleDemo: (db, clock) => settleDemo(config, db, clock, say),
  })
  opened.push(assembled.close)
  const { app, http } = assembled
  opened.push(() => app.audit.stop())
  const { server, port } = await listen(http, config)
  opened.push(() => {
    const closed = new Promise(resolve => server.close(resolve))
    return Promise.race([closed, new Promise(resolve => setTimeout(resolve, DRAIN_MS))])
  })
  const origin = config.publicUrl ?? `http://${config.host}:${port}`
  if (app.config.demo) await printDemoAccounts()
  else await printSetUpLink(app, origin)
  process.stdout.write(`ready ${origin}\n`)

  app.audit.start()
  // Nobody waits for the job queue, so it starts when people can already work.
  const { keepJobs } = await import('./jobs/keep-jobs.ts')
  opened.push(keepJobs(app, assembled.connections.ownerConfig).stop)
  keepCompiled()
}

/** Code compiled for the next start is otherwise written at an orderly end, which a power cut is not. */
function keepCompiled(): void {
  setTimeout(flushCompileCache, COMPILED_AFTER_MS).unref()
}

/** While nobody has an account, whoever starts the server gets the link that makes the first one. */
async function printSetUpLink(app: App, origin: string): Promise<void> {
  const { describeSetUpLink, makeSetUpToken } = await import('./set-up/set-up-link.ts')
  const token = await makeSetUpToken(app)
  if (token !== null) process.stderr.write(`${describeSetUpLink(origin, token)}\n`)
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
