import type { Department } from '../../organisation/department.ts'
import type { Problem } from './surroundings-point-list.ts'

/**
 * Departments that have a say in each problem. Common practice: counties share the work out differently, so a letter to
 * another one is pointed out and not refused. The township may always be asked to bring them together.
 */
const WHO_CAN_ACT: Readonly<Record<Problem, readonly [Department, ...Department[]]>> = {
  unlicensed: ['market-supervision', 'city-management'],
  'blocking-the-road': ['city-management', 'police'],
  'unlabelled-food': ['market-supervision'],
  'illegal-publications': ['culture', 'market-supervision', 'police'],
  'sold-to-minors': ['market-supervision', 'culture', 'police', 'civil-affairs'],
  'illegal-structure': ['city-management', 'housing', 'natural-resources'],
  noise: ['city-management', 'police', 'housing'],
  traffic: ['police', 'transport', 'city-management'],
}

/** The departments to write to about a problem. */
export const whoCanAct = (problem: Problem): readonly Department[] => [...WHO_CAN_ACT[problem], 'township']
