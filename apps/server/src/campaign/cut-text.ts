/** A text in which a sign that was cut in two shows as a gap: no database keeps half of one. */
export const whole = (text: string): string => text.toWellFormed()

/** A text's signs, as the domain's schemas count them: 😀 is one, though it takes two places. */
const signsOf = (text: string): string[] => [...whole(text)]

/** The beginning of a text, cut between two signs. */
export const cutText = (text: string, signs: number): string => signsOf(text).slice(0, signs).join('')

export const countSigns = (text: string): number => signsOf(text).length
