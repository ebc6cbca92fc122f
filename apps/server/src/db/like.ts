/** The pattern of `like` for what holds a text, in which no sign of the text means anything but itself. */
export const holding = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
