import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const flag = z
  .enum(['0', '1'])
  .transform(value => value === '1')
  .optional()

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  ANLAN_DATA: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  ANLAN_DEMO: flag,
  ANLAN_SECRET: z.string().min(32).optional(),
  ANLAN_METRICS_TOKEN: z.string().min(16).optional(),
  ANLAN_PUBLIC_URL: z.url().optional(),
  ANLAN_TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
})

export interface Config {
  readonly port: number
  readonly host: string
  /** Folder of everything the product keeps outside the database: the cluster, files, keys. */
  readonly dataDir: string
  readonly databaseUrl: string | null
  /** Load the demonstration county into an empty database and print its accounts (`settleDemo` has the last word). */
  readonly demo: boolean
  readonly secret: string | null
  readonly metricsToken: string | null
  /** The address people type, when it differs from host and port (behind a proxy). */
  readonly publicUrl: string | null
  /** How many proxies of our own stand in front; with none, what X-Forwarded-For says is not believed. */
  readonly trustedProxies: number
}

export const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host)

/**
 * The demonstration county's password is public, so it may exist only where nobody else can reach it: not behind a proxy
 * either, which lets others in though the server itself listens to this machine alone.
 */
export const mayHoldDemo = ({
  host,
  databaseUrl,
  publicUrl,
  trustedProxies,
}: Pick<Config, 'host' | 'databaseUrl' | 'publicUrl' | 'trustedProxies'>): boolean =>
  isLoopback(host) &&
  databaseUrl === null &&
  trustedProxies === 0 &&
  (publicUrl === null || isLoopback(new URL(publicUrl).hostname))

/** `.data` in the checkout; for root, who may not run PostgreSQL in somebody's home, `/var/lib/anlan`. */
function defaultDataDir(): string {
  if (process.getuid?.() === 0) return '/var/lib/anlan'
  return resolve(join(import.meta.dirname, '../../../.data'))
}

/**
 * Reads the configuration from environment variables.
 * @throws one sentence naming the variables that are wrong
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(present)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(issue => issue.path.join('.')).join(', ')
    throw new Error(`环境变量有误 / wrong environment variables: ${wrong}`)
  }
  const env = parsed.data
  const dataDir = env.ANLAN_DATA ? resolve(env.ANLAN_DATA.replace(/^~(?=\/|$)/, homedir())) : defaultDataDir()
  const reached = {
    host: env.HOST,
    databaseUrl: env.DATABASE_URL ?? null,
    publicUrl: env.ANLAN_PUBLIC_URL ?? null,
    trustedProxies: env.ANLAN_TRUST_PROXY,
  }
  return {
    ...reached,
    port: env.PORT,
    dataDir,
    demo: mayHoldDemo(reached) && (env.ANLAN_DEMO ?? true),
    secret: env.ANLAN_SECRET ?? null,
    metricsToken: env.ANLAN_METRICS_TOKEN ?? null,
  }
}
