import type { AppRouter } from '@anlan/server/api'
import type { Permission } from '@anlan/domain'
import type { inferRouterOutputs } from '@trpc/server'
import { computed, ref, shallowRef } from 'vue'
import { refusalOf } from './errors.ts'
import { trpc } from './trpc.ts'

export type Me = inferRouterOutputs<AppRouter>['session']['me']

const me = shallowRef<Me | null>(null)
/** Set when the session ended under an open page: a dialog asks for the password, the page stays. */
export const signedOutUnderway = ref(false)

/** Asks who is signed in; null when nobody is. A lost line is thrown, not taken for a sign-out. */
export async function loadSession(): Promise<Me | null> {
  try {
    me.value = await trpc.session.me.query()
  } catch (error) {
    if (refusalOf(error) !== 'signed-out') throw error
    me.value = null
  }
  return me.value
}

export const useSession = () => ({
  me: computed(() => {
    if (!me.value) throw new Error('pages behind the sign-in have a session')
    return me.value
  }),
  may: (permission: Permission): boolean => me.value?.permissions.includes(permission) ?? false,
})

export const currentSession = () => me.value

export type SignInAnswer = 'signed-in' | 'second-factor' | 'wrong' | 'too-many' | 'away'

/** Signs in by name and password. */
export async function signIn(username: string, password: string): Promise<SignInAnswer> {
  const response = await post('/api/auth/sign-in/username', { username, password })
  if (response === null) return 'away'
  if (response.status === 429) return 'too-many'
  if (!response.ok) return 'wrong'
  const body = (await response.json()) as { twoFactorRedirect?: boolean }
  return body.twoFactorRedirect ? 'second-factor' : 'signed-in'
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {})
  me.value = null
}

async function post(path: string, body: object): Promise<Response | null> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch {
    return null
  }
}
