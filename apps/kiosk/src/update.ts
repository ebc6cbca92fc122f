import { inject, type InjectionKey } from 'vue'
import type { Update } from './pwa.ts'

export const UPDATE: InjectionKey<Update> = Symbol('update')

/** The newer version that waits, if one does. */
export const useUpdate = (): Update | undefined => inject(UPDATE)
