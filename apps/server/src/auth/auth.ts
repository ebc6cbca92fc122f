import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
// By their own addresses: the list of all plugins would load every one of them.
import { twoFactor } from 'better-auth/plugins/two-factor'
import { username } from 'better-auth/plugins/username'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { newId } from '../ids.ts'

export interface AuthOptions {
  readonly pool: pg.Pool
  readonly secret: string
  /** Where people reach the console; over https the cookies are for https alone. */
  readonly baseUrl: string
}

/** The code under which an account that was disabled gets no session, whatever it proved. */
export const ACCOUNT_DISABLED = 'ACCOUNT_DISABLED'

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/** Where our server writes the peer's address; better-auth must trust no header a client can set. */
export const PEER_ADDRESS_HEADER = 'x-anlan-peer'

/**
 * Username and password with an optional second factor, over our own tables. The library is called by our verbs and
 * answers no request itself: throttling, origin checks and the audit are ours, and most of its routes are not wanted.
 */
export function createAuth({ pool, secret, baseUrl }: AuthOptions) {
  return betterAuth({
    appName: '安澜 Anlan',
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    // Its warnings name no person; faults are thrown and land in our own log.
    logger: { disabled: true },
    telemetry: { enabled: false },
    database: { db: new Kysely({ dialect: new PostgresDialect({ pool }) }), type: 'postgres' },
    advanced: {
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [PEER_ADDRESS_HEADER] },
      cookiePrefix: 'anlan',
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
    },
    session: {
      modelName: 'sessions',
      // A working day. Nothing prolongs a session, so that a stolen one ends by the evening.
      expiresIn: 12 * 3600,
      disableSessionRefresh: true,
      fields: {
        ...times,
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'user_id',
      },
    },
    user: {
      modelName: 'accounts',
      fields: { ...times, emailVerified: 'email_verified' },
      additionalFields: {
        role: { type: 'string', input: false, required: true },
        unitId: { type: 'string', input: false, required: true, fieldName: 'unit_id' },
        mustChangePassword: { type: 'boolean', input: false, fieldName: 'must_change_password' },
      },
    },
    account: {
      modelName: 'credentials',
      fields: {
        ...times,
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: { modelName: 'verifications', fields: { ...times, expiresAt: 'expires_at' } },
    rateLimit: { enabled: false },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }) => {
            const { rowCount } = await pool.query(
              `select 1 from accounts where id = $1 and disabled_at is null`,
              [userId],
            )
            if (rowCount === 0)
              throw new APIError('FORBIDDEN', { code: ACCOUNT_DISABLED, message: ACCOUNT_DISABLED })
          },
        },
      },
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 40,
        schema: { user: { fields: { displayUsername: 'display_username' } } },
      }),
      twoFactor({
        // Counting and locking is the throttle's, one count for password and code.
        accountLockout: { enabled: false },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factors',
            fields: {
              backupCodes: 'backup_codes',
              userId: 'user_id',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  })
}

export type Auth = ReturnType<typeof createAuth>
