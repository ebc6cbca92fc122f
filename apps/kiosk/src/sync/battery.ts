interface Battery extends EventTarget {
  readonly level: number
}

/** Tells the battery's charge in percent now and whenever it changes, where the browser knows one. */
export function readBattery(heard: (percent: number) => void): void {
  const ask = (navigator as { getBattery?: () => Promise<Battery> }).getBattery
  void ask
    ?.call(navigator)
    .then(battery => {
      const tell = (): void => heard(Math.round(battery.level * 100))
      battery.addEventListener('levelchange', tell)
      tell()
    })
    .catch(() => undefined)
}
