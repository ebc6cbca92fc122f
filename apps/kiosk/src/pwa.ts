import { shallowRef, type ShallowRef } from 'vue'

/** A newer version of this program waits; called, it takes over and the page is loaded anew. */
export type Update = ShallowRef<(() => void) | null>

/** Registers the worker that lets this screen start without a network. */
export function registerWorker(): Update {
  const update: Update = shallowRef(null)
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return update
  void navigator.serviceWorker.register('/kiosk/sw.js', { scope: '/kiosk/' }).then(registration => {
    const offer = (): void => {
      const { waiting } = registration
      // The very first version replaces nobody.
      if (!waiting || !navigator.serviceWorker.controller) return
      update.value = () => {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload())
        waiting.postMessage({ type: 'SKIP_WAITING' })
      }
    }
    offer()
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', offer)
    })
    setInterval(() => void registration.update().catch(() => undefined), 3600_000)
  })
  return update
}
