/** Only a path of our own is followed after signing in, never an address somebody put into a link. */
export const safeNext = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
