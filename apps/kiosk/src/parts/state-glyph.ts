import type { Glyph } from '@anlan/ui/glyphs'
import type { PersonState } from '@anlan/domain/drills'

/** The sign beside a state's colour, so that nobody needs the colour. */
export const STATE_GLYPHS: Record<PersonState, Glyph> = {
  safe: 'check',
  counted: 'dot',
  absent: 'dash',
  missing: 'cross',
  unaccounted: 'circle',
  conflict: 'triangle',
}
