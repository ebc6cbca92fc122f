import type { RiskColour } from '@anlan/domain'

interface Look {
  /** Outline in a square of 24. */
  readonly shape: string
  /** Lines inside it. */
  readonly hatch: string
}

/** How each colour looks besides its colour: triangle, diamond, square, disc, each with lines of its own. */
export const RISK_LOOKS = {
  red: { shape: 'M12 2L23 21H1Z', hatch: 'M12 8.5v6M12 16.5v2' },
  orange: { shape: 'M12 1L23 12L12 23L1 12Z', hatch: 'M7 10.5L13.5 17M10.5 7L17 13.5M12 4L20 12M4 12L12 20' },
  yellow: { shape: 'M2.5 2.5H21.5V21.5H2.5Z', hatch: 'M3 8H21M3 12H21M3 16H21' },
  blue: {
    shape: 'M12 2A10 10 0 1 1 11.99 2Z',
    hatch: 'M8 8h.01M12 8h.01M16 8h.01M8 12h.01M12 12h.01M16 12h.01M8 16h.01M12 16h.01M16 16h.01',
  },
} as const satisfies Record<RiskColour, Look>
