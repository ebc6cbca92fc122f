const LONGEST = 1600
const QUALITY = 0.82

/**
 * A photo as it is sent: no longer than a screen needs, and drawn anew, so that the camera's notes on place, time and
 * owner never leave the telephone. Null where the file is no picture that this browser can draw.
 */
export async function smallerPhoto(file: Blob): Promise<Blob | null> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!image) return null
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * scale))
  canvas.height = Math.max(1, Math.round(image.height * scale))
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  return new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}
