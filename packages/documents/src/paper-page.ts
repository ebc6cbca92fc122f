/**
 * The page of GB/T 9704-2012: A4, 37 mm above and 28 mm left of a field of 156 x 225 mm, which holds 22 lines of 28
 * characters in 三号. Lengths in twentieths of a point, as the format counts; sizes of letters in half points.
 */
export const twips = (mm: number): number => Math.round((mm / 25.4) * 1440)

const FIELD = { width: 156, height: 225 } as const
const SHEET = { width: 210, height: 297 } as const
const TOP = 37
const LEFT = 28

export const PAGE = {
  size: { width: twips(SHEET.width), height: twips(SHEET.height) },
  margin: {
    top: twips(TOP),
    left: twips(LEFT),
    right: twips(SHEET.width - LEFT - FIELD.width),
    bottom: twips(SHEET.height - TOP - FIELD.height),
    // The page's number stands 7 mm below the field.
    footer: twips(SHEET.height - TOP - FIELD.height - 7 - 6),
  },
} as const

export const FIELD_WIDTH = twips(FIELD.width)
/** 22 lines fill the field, and none is left over. */
export const LINE = Math.floor(twips(FIELD.height) / 22)
/** Lines of tables and of what a paper is verified by stand closer than the text's: 20 and 14 points. */
export const TABLE_LINE = 400
export const SMALL_LINE = 280
/** 三号, 二号, 四号, 小四: the sizes the standard names and, for what stands in tables, the one below. */
export const SIZES = { body: 32, title: 44, record: 28, table: 24 } as const
/** A letter of the body is a square of 16 points. */
export const LETTER = SIZES.body * 10
/** 28 letters of 16 points are wider than the field: each stands a quarter of a point closer. */
export const CLOSER = -5

export const FACES = {
  body: '仿宋',
  title: '方正小标宋简体',
  first: '黑体',
  second: '楷体',
  page: '宋体',
  /** Letters of extension A (扩展A区), which 仿宋 and 楷体 lack. */
  seldom: '宋体',
  /** Letters outside the basic plane (扩展B区 and later), which the faces of an office do not have. */
  rare: 'SimSun-ExtB',
  /** Those of the third plane (扩展G区 and later), which got a file of their own. */
  rarest: 'SimSun-ExtG',
} as const
export const RED = 'D7000F'
