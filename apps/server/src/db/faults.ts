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

/** True when an error, or what caused it, means that the database cannot be reached at the moment. */
export function isDatabaseAway(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    const code = 'code' in each ? String(each.code) : ''
    if (AWAY.has(code) || code.startsWith('08') || AWAY_MESSAGES.test(each.message)) return true
  }
  return false
}

/** The name of the unique constraint an error broke, or null. */
export function brokenUnique(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return null
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : ''
}

/** True when the database was there and did not take what it was given (SQLSTATE classes 22 and 23). */
export const isOfData = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code))
