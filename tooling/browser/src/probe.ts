import { whyNoBrowser } from './launch.ts'

// Says on standard output why browser tests cannot run here; silent when they can.
process.stdout.write((await whyNoBrowser()) ?? '')
