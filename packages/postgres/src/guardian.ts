import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './postmaster.ts'

/**
 * Waits on a pipe that closes when its app dies, however it dies. Then, unless another app holds the
 * cluster, asks the postmaster to stop cleanly (SIGINT). A shell and `cat` cost a megabyte, a second Node forty.
 */
const SCRIPT = `
trap '' HUP INT TERM
cat >/dev/null
rm -f "$1/$2"
sleep 1
for holder in "$1"/*; do
  [ -e "$holder" ] || continue
  if kill -0 "\${holder##*/}" 2>/dev/null; then exit 0; else rm -f "$holder"; fi
done
[ "$(head -n 1 "$3/postmaster.pid" 2>/dev/null)" = "$4" ] && kill -INT "$4" 2>/dev/null
exit 0
`

export interface Hold {
  /** Apps, besides this one, that live on the same cluster. */
  others(): number[]
  /** Gives the cluster up without stopping it. */
  release(): void
}

/** Notes that this process lives on the cluster and posts a guardian for the case that it is killed. */
export function holdCluster(holders: string, cluster: string, postmaster: number, guard: boolean): Hold {
  mkdirSync(holders, { recursive: true })
  const mine = join(holders, String(process.pid))
  writeFileSync(mine, '')
  const guardian =
    guard && process.platform !== 'win32'
      ? spawn(
          '/bin/sh',
          ['-c', SCRIPT, 'anlan-guardian', holders, String(process.pid), cluster, String(postmaster)],
          {
            detached: true,
            stdio: ['pipe', 'ignore', 'ignore'],
            cwd: '/',
          },
        )
      : null
  guardian?.unref()
  // A pipe keeps an event loop alive; this one must only die with it.
  const pipe = guardian?.stdin as { unref?: () => void } | undefined
  pipe?.unref?.()
  return {
    others: () =>
      readdirSync(holders)
        .map(Number)
        .filter(pid => pid !== process.pid && isAlive(pid)),
    release: () => {
      rmSync(mine, { force: true })
      guardian?.kill('SIGKILL')
    },
  }
}
