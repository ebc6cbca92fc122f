import type { DrillMode } from '@anlan/domain/drills'
import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue'

/** Where somebody is. Stand-by and the drill are not chosen but follow from what the kiosk holds. */
export type Screen =
  | { readonly name: 'home' }
  | { readonly name: 'settings' | 'exchange' | 'scan' | 'open' | 'more' | 'add' | 'clear' | 'point' }
  | { readonly name: 'start'; readonly mode: DrillMode }
  | { readonly name: 'training'; readonly session: string }
  | { readonly name: 'group'; readonly group: string }
  | { readonly name: 'count'; readonly group: string }

export interface Navigation {
  readonly screen: ShallowRef<Screen>
  go(screen: Screen): void
  home(): void
}

export function makeNavigation(): Navigation {
  const screen = shallowRef<Screen>({ name: 'home' })
  const go = (to: Screen): void => {
    screen.value = to
    scrollTo(0, 0)
  }
  return { screen, go, home: () => go({ name: 'home' }) }
}

export const NAVIGATION: InjectionKey<Navigation> = Symbol('navigation')

export function useNavigation(): Navigation {
  const navigation = inject(NAVIGATION)
  if (!navigation) throw new Error('this part is on no screen')
  return navigation
}
