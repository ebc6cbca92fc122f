import type { ServerTraining, ToldSignIn } from '../sync/api.ts'

/** What this screen holds of trainings: the open batches of its school, and who signed in here and is not told yet. */
export interface HeldTrainings {
  readonly sessions: readonly ServerTraining[]
  readonly waiting: readonly ToldSignIn[]
  /** Whom the server did not take, by name. */
  readonly refused: readonly string[]
}
export const NOTHING: HeldTrainings = { sessions: [], waiting: [], refused: [] }
