import type { AppRouter } from '@anlan/server/api'
import type { Permission } from '@anlan/domain'
import type { inferRouterOutputs } from '@trpc/server'
import { computed, ref, shallowRef } from 'vue'
import { forgetAccount } from '../features/inspections/device.ts'
import { leave } from './door.ts'
import { refusalOf } from './errors.ts'
import { trpc } from './trpc.ts'

export type Me = inferRouterOutputs<AppRouter>['session']['me']

const me = shallowRef<Me | null>(null)
/** Set when the session ended under an open page: a dialog asks for what is missing, the page stays. */
export const signedOutUnderway = ref(false)

/** Asks who is signed in, without telling the pages; null when nobody is. A lost line is thrown. */
export async function askSession(): Promise<Me | null> {
  try {
    return await trpc.session.me.query()
  } catch (error) {
    if (refusalOf(error) !== 'signed-out') throw error
    return null
  }
}

/** The same, and the pages go by it. */
export async function loadSession(): Promise<Me | null> {
  me.value = await askSession()
  return me.value
}

/** What still stands between somebody signed in and his work. The server refuses all else until it is done. */
export type Gate = 'first-password' | 'second-factor'
export function gateOf({ account }: Me): Gate | null {
  if (account.mustChangePassword) return 'first-password'
  return account.twoFactorRequired && !account.twoFactorEnabled ? 'second-factor' : null
}

export const useSession = () => ({
  me: computed(() => {
    if (!me.value) throw new Error('pages behind the sign-in have a session')
    return me.value
  }),
  may: (permission: Permission): boolean => me.value?.permissions.includes(permission) ?? false,
})

export const currentSession = () => me.value

/** Ends the session and takes what is about people off this device; what is not sent yet goes too (`mayLeave`). */
export async function signOut(): Promise<void> {
  const account = me.value?.account.id
  await leave()
  if (account !== undefined) await forgetAccount(account).catch(() => undefined)
  me.value = null
}
