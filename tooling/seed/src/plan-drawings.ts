import type { Unit } from '@anlan/domain'

/** What of a school its drawing shows. */
export type Grounds = Pick<Unit, 'hasCanteen' | 'hasLab' | 'hasBus' | 'boarding'>

export const CAMPUS = { width: 1600, height: 1000 } as const
export const FLOOR = { width: 1600, height: 620 } as const

const INK = '#47566a'
const words = (x: number, y: number, text: string, size = 34): string =>
  `<text x="${x}" y="${y}" font-size="${size}" text-anchor="middle" fill="#16202e">${text}</text>`
const house = (x: number, y: number, width: number, height: number, name: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="#fff" stroke="${INK}" stroke-width="4"/>${words(x + width / 2, y + height / 2 + 12, name)}`
const drawing = ({ width, height }: typeof CAMPUS | typeof FLOOR, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif">${parts.join('')}</svg>`

/** A campus seen from above, with the houses a school has; it is nobody's, and only what a plan may hold is in it. */
export const drawCampus = ({ hasCanteen, hasLab, hasBus, boarding }: Grounds): string =>
  drawing(CAMPUS, [
    `<rect width="1600" height="1000" fill="#f2f5ef"/>`,
    // The pond outside, the road, the wall with its gate.
    `<ellipse cx="1330" cy="66" rx="170" ry="44" fill="#d6e6f5" stroke="#7d9cc0" stroke-width="3"/>${words(1330, 78, '池塘', 28)}`,
    `<rect y="900" width="1600" height="100" fill="#dcdfe4"/><path d="M0 950h1600" stroke="#fff" stroke-width="6" stroke-dasharray="40 30"/>`,
    `<path d="M700 870H40V140h1520v730H900" fill="none" stroke="${INK}" stroke-width="8"/>`,
    words(800, 884, '校门'),
    // Ways inside.
    `<path d="M800 850V360M800 360H220M800 360h560" fill="none" stroke="#dfe3da" stroke-width="46"/>`,
    house(110, 180, 590, 140, '教学楼'),
    `<rect x="640" y="430" width="400" height="340" rx="150" fill="#d9ead3" stroke="${INK}" stroke-width="4"/><rect x="700" y="480" width="280" height="240" rx="100" fill="none" stroke="${INK}" stroke-width="2"/>${words(840, 612, '操场')}`,
    hasLab ? house(110, 440, 430, 140, '综合楼') : '',
    hasCanteen ? house(1120, 180, 380, 140, '食堂') : '',
    boarding ? house(1120, 430, 380, 140, '学生宿舍') : '',
    hasBus
      ? `<rect x="1120" y="680" width="380" height="130" fill="none" stroke="${INK}" stroke-width="3" stroke-dasharray="14 10"/>${words(1310, 730, '校车停靠点', 30)}`
      : '',
    // North.
    `<path d="M90 30L112 100L90 84L68 100Z" fill="${INK}"/>${words(90, 126, '北', 24)}`,
  ])

const ROOMS = ['201', '202', '203', '204', '205', '206']

/** The second floor of the teaching block: rooms on a corridor between two stairs. */
export const drawFloor = (): string =>
  drawing(FLOOR, [
    `<rect width="1600" height="620" fill="#fff"/><rect x="40" y="40" width="1520" height="540" fill="#f7f9fc" stroke="${INK}" stroke-width="8"/>`,
    ...ROOMS.map((name, index) => house(200 + index * 200, 40, 200, 240, name)),
    ...[200, 600].map((x, index) => house(x, 400, 400, 180, index === 0 ? '教师办公室' : '图书阅览室')),
    house(1000, 400, 200, 180, '卫生间'),
    house(1200, 400, 200, 180, '饮水间'),
    words(800, 352, '走廊', 30),
    ...[
      [40, '西侧楼梯'],
      [1400, '东侧楼梯'],
    ].map(
      ([x, name]) =>
        `<rect x="${x}" y="40" width="160" height="240" fill="#e8edf4" stroke="${INK}" stroke-width="4"/>${[0, 1, 2, 3, 4, 5].map(step => `<path d="M${x} ${70 + step * 26}h160" stroke="${INK}" stroke-width="2"/>`).join('')}${words(Number(x) + 80, 262, String(name), 26)}`,
    ),
  ])
