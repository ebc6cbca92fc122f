/** What the door answers: go on, one more step, a refusal with the seconds to wait, or nobody there. */
export type DoorAnswer =
  | { readonly kind: 'work' }
  | { readonly kind: 'second-factor' }
  | { readonly kind: 'refused'; readonly refusal: DoorRefusal }
  | { readonly kind: 'away' }

export interface DoorRefusal {
  readonly code: string
  readonly retryAfter?: number
}

export type CodeKind = 'totp' | 'backup-code'

/** Signs in by name and password. */
export const signIn = (username: string, password: string): Promise<DoorAnswer> =>
  knock('/api/auth/sign-in/username', { username, password })

/** The second step: a code of the authenticator, or a backup code. */
export const passSecondStep = (kind: CodeKind, code: string): Promise<DoorAnswer> =>
  knock('/api/auth/two-factor', { kind, code })

/** Ends the session; a line that is lost ends it on this screen only. */
export const leave = (): Promise<DoorAnswer> => knock('/api/auth/sign-out', {})

async function knock(path: string, body: object): Promise<DoorAnswer> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as { next?: 'work' | 'second-factor'; refusal?: DoorRefusal }
    if (answer.refusal) return { kind: 'refused', refusal: answer.refusal }
    return response.ok ? { kind: answer.next ?? 'work' } : { kind: 'away' }
  } catch {
    return { kind: 'away' }
  }
}
