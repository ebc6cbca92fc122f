import { mergeWords, type Words } from './messages.ts'

const features = import.meta.glob<{ default: Words }>(
  ['../features/*/messages.ts', '!../features/session/messages.ts'],
  { eager: true },
)

/** The words of every page behind the sign-in; fetched apart from what stands before it. */
export const words = mergeWords(Object.values(features).map(({ default: each }) => each))
