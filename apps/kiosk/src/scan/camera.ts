import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** The reader's code comes from where this app comes from: nothing is fetched from anybody else. */
prepareZXingModule({ overrides: { locateFile: () => wasm } })

const OPTIONS: ReaderOptions = {
  formats: ['QRCode', 'Code128', 'Code39', 'DataMatrix'],
  tryHarder: true,
  tryRotate: true,
  maxNumberOfSymbols: 1,
}
/** The same badge before the camera is one scan until it was away for so long. */
const AGAIN_MS = 3_000
const EVERY_MS = 120
const MOST_PIXELS = 1280

/** Reads codes from a camera's picture until stopped. Rejects where there is no camera or nobody allowed it. */
export async function watchCamera(
  video: HTMLVideoElement,
  heard: (text: string) => void,
): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: MOST_PIXELS } },
    audio: false,
  })
  video.srcObject = stream
  await video.play()
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  let over = false
  const seen = new Map<string, number>()
  const look = async (): Promise<void> => {
    while (!over && pen) {
      if (video.videoWidth > 0) {
        const scale = Math.min(1, MOST_PIXELS / video.videoWidth)
        canvas.width = Math.round(video.videoWidth * scale)
        canvas.height = Math.round(video.videoHeight * scale)
        pen.drawImage(video, 0, 0, canvas.width, canvas.height)
        const picture = pen.getImageData(0, 0, canvas.width, canvas.height)
        const found = await readBarcodes(picture, OPTIONS).catch(() => [])
        for (const { text, isValid } of found) {
          if (!isValid) continue
          const now = performance.now()
          const isFresh = now - (seen.get(text) ?? Number.NEGATIVE_INFINITY) > AGAIN_MS
          seen.set(text, now)
          if (isFresh && !over) heard(text)
        }
      }
      await new Promise(resolve => setTimeout(resolve, EVERY_MS))
    }
  }
  void look()
  return () => {
    over = true
    for (const track of stream.getTracks()) track.stop()
  }
}
