/** The register of letters to parents, which has a page of its own for who has not answered. */
export const LETTERS = 'priority/parent-letter'
