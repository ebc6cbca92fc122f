/** What is heard and felt: without looking, with gloves on. */
const SIGNALS = {
  ok: { tones: [[1320, 0.12]], vibrate: [60] },
  again: {
    tones: [
      [880, 0.09],
      [0, 0.05],
      [880, 0.09],
    ],
    vibrate: [40, 60, 40],
  },
  bad: { tones: [[180, 0.5]], vibrate: [300] },
  alarm: {
    tones: [
      [960, 0.35],
      [720, 0.35],
      [960, 0.35],
      [720, 0.35],
    ],
    vibrate: [500, 200, 500, 200, 500],
  },
} as const satisfies Record<
  string,
  { tones: readonly (readonly [hertz: number, seconds: number])[]; vibrate: readonly number[] }
>
export type Signal = keyof typeof SIGNALS

let sound: AudioContext | null = null

/** Sounds and vibrates. A browser that lets nothing sound before the first touch stays silent until then. */
export function signal(name: Signal): void {
  const { tones, vibrate } = SIGNALS[name]
  navigator.vibrate?.([...vibrate])
  if (!('AudioContext' in globalThis)) return
  sound ??= new AudioContext()
  if (sound.state === 'suspended') void sound.resume().catch(() => undefined)
  let at = sound.currentTime
  for (const [hertz, seconds] of tones) {
    if (hertz > 0) {
      const [tone, volume] = [sound.createOscillator(), sound.createGain()]
      tone.type = 'square'
      tone.frequency.value = hertz
      volume.gain.value = 0.25
      tone.connect(volume).connect(sound.destination)
      tone.start(at)
      tone.stop(at + seconds)
    }
    at += seconds
  }
}
