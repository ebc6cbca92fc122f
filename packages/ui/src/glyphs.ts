/** Signs alone, for a front end that has no room for the other parts. */
export { type Glyph } from './glyph.ts'
export { default as GlyphSign } from './GlyphSign.vue'
