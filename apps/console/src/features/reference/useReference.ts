import type { Place } from '@anlan/domain'
import { useRoute } from 'vue-router'

/** The address of a place of the reference. */
export const addressOf = (place: Place): string => `/reference${place}`

/** Whether somebody was sent to a place on the page: the browser's own mark does not follow a page that changes in place. */
export function useHere(): (anchor: string) => boolean {
  const route = useRoute()
  return anchor => route.hash === `#${anchor}`
}
