/** Keeps the screen lit while people count, where the browser can. @returns how to let it sleep again */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null
  const ask = (): void => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    void navigator.wakeLock
      .request('screen')
      .then(taken => (lock = taken))
      .catch(() => undefined)
  }
  // The browser takes it back whenever the page is hidden.
  document.addEventListener('visibilitychange', ask)
  ask()
  return () => {
    document.removeEventListener('visibilitychange', ask)
    void lock?.release().catch(() => undefined)
  }
}
