/**
 * The few signs that stand beside a colour, drawn and not typed: a machine may have no font that knows them.
 * Each is a path in a square of 16 by 16.
 */
export const GLYPHS = {
  circle: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z',
  half: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11ZM8 2.5v11M8 4.5h2.6M8 7h5M8 9.5h4.6M8 12h2',
  triangle: 'M8 2.8 14.2 13.2H1.8Z',
  cross: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  check: 'M2.8 8.6l3.4 3.6L13.2 4',
  dash: 'M4 8h8',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  dot: 'M8 5.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 1 1 0-5Z',
  alarm: 'M8 2 14.6 13.6H1.4ZM8 6.4v3.4M8 11.7v.1',
  flag: 'M4 14.2V2.4M4 2.8h8.2L10.2 5.6l2 2.8H4',
  tee: 'M3.6 4h8.8M8 4v9',
} as const

export type Glyph = keyof typeof GLYPHS
