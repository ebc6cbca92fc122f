import type { AppRouter } from '@anlan/server/api'
import { TRPCClientError } from '@trpc/client'
import { i18n } from './i18n.ts'

type ApiError = TRPCClientError<AppRouter>
export const isApiError = (error: unknown): error is ApiError => error instanceof TRPCClientError

/** The code of an expected refusal, or null for anything else. */
export const refusalOf = (error: unknown): string | null =>
  isApiError(error) ? (error.data?.refusal?.code ?? null) : null

/** One plain sentence in the reader's language for whatever went wrong. */
export function sayError(error: unknown): string {
  const { t, te } = i18n.global
  const refusal = refusalOf(error)
  if (refusal !== null) return te(`refusal.${refusal}`) ? t(`refusal.${refusal}`) : t('error.refused')
  if (error instanceof UploadError)
    return te(`refusal.${error.code}`) ? t(`refusal.${error.code}`) : t('error.refused')
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
