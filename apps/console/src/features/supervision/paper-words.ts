/** A sentence with its full stop, whether or not somebody wrote one. */
export const ended = (text: string): string =>
  /[。！？.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`

/** What somebody wrote, paragraph by paragraph, as a paper sets it. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n+/)
    .filter(line => line.trim() !== '')
    .map(ended)
