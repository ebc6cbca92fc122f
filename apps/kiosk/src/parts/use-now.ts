import { onUnmounted, ref, type Ref } from 'vue'
import { useKiosk } from '../kiosk.ts'

/** This moment by the server's clock as far as the kiosk knows it, once a second. */
export function useNow(): Ref<number> {
  const { clock } = useKiosk()
  const now = ref(clock.now)
  const timer = setInterval(() => (now.value = clock.now), 1000)
  onUnmounted(() => clearInterval(timer))
  return now
}

/** Minutes and seconds between two moments. */
export function span(from: number, to: number): string {
  const seconds = Math.max(0, Math.floor((to - from) / 1000))
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}
