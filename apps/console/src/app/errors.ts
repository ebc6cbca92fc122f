import type { AppRouter } from '@anlan/server/api'
import { TRPCClientError } from '@trpc/client'
import type audit from '../features/audit/messages.ts'
import type chain from '../features/chain/messages.ts'
import type handover from '../features/handover/messages.ts'
import type inspections from '../features/inspections/messages.ts'
import type mechanisms from '../features/mechanisms/messages.ts'
import type papers from '../features/papers/messages.ts'
import type pilot from '../features/pilot/messages.ts'
import type responsibility from '../features/responsibility/messages.ts'
import type rounds from '../features/rounds/messages.ts'
import type summaries from '../features/summaries/messages.ts'
import type supervision from '../features/supervision/messages.ts'
import type risk from '../features/risk/messages.ts'
import type training from '../features/training/messages.ts'
import type session from '../features/session/messages.ts'
import { i18n } from './i18n.ts'
import type shell from './shell-messages.ts'

type ApiError = TRPCClientError<AppRouter>
export const isApiError = (error: unknown): error is ApiError => error instanceof TRPCClientError

type RefusalCode = NonNullable<NonNullable<ApiError['data']>['refusal']>['code']
type KeysOf<Messages> = Messages extends { zh: infer Texts } ? keyof Texts : never
type Words = KeysOf<
  | typeof shell
  | typeof session
  | typeof audit
  | typeof chain
  | typeof handover
  | typeof inspections
  | typeof mechanisms
  | typeof papers
  | typeof pilot
  | typeof responsibility
  | typeof rounds
  | typeof risk
  | typeof summaries
  | typeof supervision
  | typeof training
>
/** The key of a refusal's words. A code of the API that nobody has put into words does not compile here. */
const wordsOf = (code: RefusalCode): Words => `refusal.${code}`

/** The code of an expected refusal, or null for anything else. */
export const refusalOf = (error: unknown): string | null =>
  isApiError(error) ? (error.data?.refusal?.code ?? null) : null

/** A refusal in the reader's language. One that passes with time says how long. */
export function sayRefusal({ code, retryAfter }: { code: string; retryAfter?: number | undefined }): string {
  const { t, te } = i18n.global
  if (!te(`refusal.${code}`)) return t('error.refused')
  return say(`refusal.${code}`, retryAfter)
}

const say = (words: string, retryAfter: number | undefined): string =>
  i18n.global.t(words, { wait: retryAfter === undefined ? '' : sayWait(retryAfter) })

const sayWait = (seconds: number): string =>
  seconds < 60
    ? i18n.global.t('wait.seconds', { count: seconds })
    : i18n.global.t('wait.minutes', { count: Math.ceil(seconds / 60) })

/** One plain sentence in the reader's language for whatever went wrong. */
export function sayError(error: unknown): string {
  const { t } = i18n.global
  const refusal = isApiError(error) ? error.data?.refusal : null
  if (refusal) return say(wordsOf(refusal.code), 'retryAfter' in refusal ? refusal.retryAfter : undefined)
  if (error instanceof UploadError) return sayRefusal(error)
  // What a form holds is parsed by the domain's own schema before it is sent.
  if (error instanceof Error && error.name === 'ZodError') return t('error.input')
  if (!isApiError(error)) return t('error.network')
  if (error.data?.issues) return t('error.input')
  if (error.data?.requestId) return t('error.fault', { id: error.data.requestId })
  return t('error.network')
}

/** A refusal of the upload route, which speaks plain HTTP. */
export class UploadError extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}
