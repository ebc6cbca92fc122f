import { betterAuth } from 'better-auth'
import { twoFactor, username } from 'better-auth/plugins'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { newId } from '../ids.ts'

export interface AuthOptions {
  readonly pool: pg.Pool
  readonly secret: string
  readonly baseUrl: string
  readonly trustedOrigins: readonly string[]
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/** Where our server writes the peer's address; better-auth must trust no header a client can set. */
export const PEER_ADDRESS_HEADER = 'x-anlan-peer'

/** Username and password with an optional second factor, over our own tables. */
export function createAuth({ pool, secret, baseUrl, trustedOrigins }: AuthOptions) {
  return betterAuth({
    appName: '安澜 Anlan',
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    trustedOrigins: [...trustedOrigins],
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
      expiresIn: 12 * 3600,
      updateAge: 3600,
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
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rate_limits',
      fields: { lastRequest: 'last_request' },
      window: 60,
      max: 120,
      customRules: { '/sign-in/username': { window: 60, max: 20 } },
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 40,
        schema: { user: { fields: { displayUsername: 'display_username' } } },
      }),
      twoFactor({
        issuer: '安澜',
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
