/** Codes under which a connection to PostgreSQL is refused, cut or not yet ready (SQLSTATE class 08, 57P). */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
])
const AWAY_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|connection error/i

/** True when an error means that the database cannot be reached at the moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return AWAY.has(code) || code.startsWith('08') || AWAY_MESSAGES.test(error.message)
}

/** The name of the unique constraint an error broke, or null. */
export function brokenUnique(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return null
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : ''
}
