import type { AreaId } from '@anlan/domain'
import { Random } from '@anlan/seed'

/** A drawn scene stands for a photo: no place, no person and no licence is anybody's. */
export type Scene = 'extinguisher' | 'corridor' | 'lamp' | 'railing' | 'kitchen' | 'road'

const SCENE_OF: Partial<Record<AreaId, Scene>> = {
  fire: 'extinguisher',
  food: 'kitchen',
  bus: 'road',
  chemicals: 'lamp',
  surroundings: 'road',
  emergency: 'corridor',
  priority: 'railing',
}

/** What a photo of a hazard in that area would show; of an area nobody has drawn for yet, a corridor. */
export const sceneOf = (area: AreaId | null): Scene => (area && SCENE_OF[area]) ?? 'corridor'

/** The size of every drawn picture. */
export const PICTURE = { width: 960, height: 720 } as const

/**
 * Draws a scene as it was found, or put right, as a JPEG. Every `seed` gives another picture: the product points out
 * photos that come twice.
 */
export async function drawPicture(scene: Scene, isRight: boolean, seed: string): Promise<Buffer> {
  const random = new Random(`picture ${seed}`)
  const hue = random.between(25, 60)
  const light = random.between(82, 92)
  const shift = random.between(-60, 60)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE.width}" height="${PICTURE.height}" viewBox="0 0 960 720">
    <rect width="960" height="720" fill="hsl(${hue} 22% ${light}%)"/>
    <rect y="560" width="960" height="160" fill="hsl(${hue} 14% ${light - 34}%)"/>
    <g transform="translate(${shift} 0)">${DRAWN[scene](isRight)}</g>
    <rect width="960" height="720" fill="black" opacity="${(random.between(0, 12) / 100).toFixed(2)}"/>
  </svg>`
  const { default: sharp } = await import('sharp')
  return sharp(Buffer.from(svg)).jpeg({ quality: 72 }).toBuffer()
}

const box = (x: number, y: number, size: number): string =>
  `<rect x="${x}" y="${y}" width="${size}" height="${size * 0.8}" fill="#b98b52" stroke="#7a5a30" stroke-width="6"/>
   <path d="M${x} ${y + size * 0.3}h${size}" stroke="#7a5a30" stroke-width="5"/>`

const DRAWN: Record<Scene, (isRight: boolean) => string> = {
  extinguisher: isRight => `
    <rect x="400" y="230" width="160" height="360" rx="60" fill="#c5221f"/>
    <rect x="440" y="170" width="80" height="70" fill="#3c4043"/>
    <path d="M520 200q120 40 60 260" fill="none" stroke="#202124" stroke-width="18"/>
    <circle cx="480" cy="200" r="34" fill="white" stroke="#202124" stroke-width="5"/>
    <path d="M456 212a26 26 0 0 1 12 -32" stroke="#c5221f" stroke-width="9" fill="none"/>
    <path d="M470 179a26 26 0 0 1 22 0" stroke="#188038" stroke-width="9" fill="none"/>
    <path d="M480 202L${isRight ? '480 176' : '460 190'}" stroke="#202124" stroke-width="6"/>
    <rect x="425" y="330" width="110" height="120" fill="white"/>
    <path d="M438 360h84M438 385h84M438 410h60" stroke="#9aa0a6" stroke-width="7"/>`,
  corridor: isRight => `
    <path d="M260 120h440v440h-440z" fill="#dfe6ee" stroke="#5f6368" stroke-width="10"/>
    <path d="M380 190h200v370h-200z" fill="#8ab4a0" stroke="#3c4043" stroke-width="8"/>
    <circle cx="560" cy="390" r="10" fill="#3c4043"/>
    <rect x="400" y="70" width="160" height="40" fill="#188038"/><path d="M430 90h90m-22 -14l22 14l-22 14" stroke="white" stroke-width="7" fill="none"/>
    ${isRight ? '' : box(300, 430, 150) + box(430, 470, 120) + box(360, 330, 120)}`,
  lamp: isRight => `
    <rect x="330" y="150" width="300" height="120" rx="16" fill="#f1f3f4" stroke="#5f6368" stroke-width="8"/>
    <circle cx="405" cy="210" r="42" fill="${isRight ? '#fff176' : '#80868b'}"/><circle cx="555" cy="210" r="42" fill="${isRight ? '#fff176' : '#80868b'}"/>
    ${isRight ? '<path d="M300 330L240 520M660 330L720 520M480 300v200" stroke="#fff59d" stroke-width="26" opacity="0.7"/>' : '<path d="M480 270v80l-30 40l50 30" stroke="#202124" stroke-width="8" fill="none"/>'}`,
  railing: isRight => `
    <path d="M140 320h680M140 560h680" stroke="#4a6572" stroke-width="22"/>
    ${[180, 280, 380, 480, 580, 680, 780]
      .filter(x => isRight || (x !== 480 && x !== 580))
      .map(x => `<path d="M${x} 320v240" stroke="#4a6572" stroke-width="16"/>`)
      .join('')}
    ${isRight ? '' : '<path d="M480 320l60 180" stroke="#4a6572" stroke-width="16"/>'}`,
  kitchen: isRight => `
    <rect x="160" y="330" width="640" height="240" fill="#cfd8dc" stroke="#607d8b" stroke-width="8"/>
    ${[220, 400, 580]
      .map(
        (
          x,
          at,
        ) => `<rect x="${x}" y="250" width="130" height="100" rx="14" fill="#eceff1" stroke="#607d8b" stroke-width="6"/>
      ${isRight || at === 0 ? `<rect x="${x + 25}" y="280" width="80" height="34" fill="white" stroke="#188038" stroke-width="5"/>` : ''}`,
      )
      .join('')}`,
  road: isRight => `
    <path d="M380 560L440 250h80l60 310z" fill="#5f6368"/><path d="M480 540v-50m0 -50v-40m0 -40v-30" stroke="white" stroke-width="10"/>
    <path d="M200 560v-170h150v170z" fill="#90a4ae"/><path d="M200 390h150l-75 -70z" fill="#78909c"/>
    ${
      isRight
        ? '<circle cx="700" cy="330" r="60" fill="white" stroke="#c5221f" stroke-width="16"/><path d="M700 390v170" stroke="#5f6368" stroke-width="14"/>'
        : '<rect x="540" y="450" width="230" height="100" fill="#ef6c00"/><path d="M520 450h270l-30 -60h-210z" fill="#ffb74d"/><circle cx="590" cy="560" r="26" fill="#212121"/><circle cx="720" cy="560" r="26" fill="#212121"/>'
    }`,
}
