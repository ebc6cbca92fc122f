/** Where a screen keeps the trainings of its school; gone with the pairing. */
export const STORED_TRAININGS = 'anlan.trainings'
