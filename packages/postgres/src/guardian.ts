import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Place } from './place.ts'

/**
 * Waits on a pipe that closes when its app dies, however it dies; a line on it means that the app has given the
 * cluster up itself. A waiting shell costs a megabyte, a second Node forty, so Node comes only when it is needed.
 */
const SCRIPT = `trap '' HUP INT TERM
if read -r word; then exit 0; fi
exec "$@"`

const LEAVE = fileURLToPath(new URL('leave-main.ts', import.meta.url))

/**
 * Posts a guardian that, when this process is killed, gives up the holder's note and stops the cluster unless
 * somebody else lives on it.
 * @returns a function that dismisses the guardian
 */
export function postGuardian(place: Place, holder: string): () => void {
  const guardian = spawn(
    '/bin/sh',
    ['-c', SCRIPT, 'anlan-guardian', process.execPath, LEAVE, place.dataDir, holder],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/', env: { PATH: process.env.PATH ?? '' } },
  )
  guardian.unref()
  const pipe = guardian.stdin
  // Without a guardian the cluster runs on after a kill and is adopted by the next start.
  guardian.on('error', () => undefined)
  pipe.on('error', () => undefined)
  // A pipe keeps an event loop alive; this one must only die with it.
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref()
  return () => pipe.end('leave\n')
}
