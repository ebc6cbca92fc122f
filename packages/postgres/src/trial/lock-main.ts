import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withFolderLock } from '../folder-lock.ts'

/** Counts up in a file as nobody may who is not alone: reads, waits, writes. Dies inside the lock when told to. */
const [folder = '', times = '0', dies = ''] = process.argv.slice(2)
const counter = join(folder, 'counter')
for (let done = 0; done < Number(times); done++) {
  await withFolderLock(join(folder, 'locks'), async () => {
    const before = Number(readFileSync(counter, 'utf8'))
    if (dies) process.kill(process.pid, 'SIGKILL')
    await new Promise(resolve => setTimeout(resolve, 3))
    writeFileSync(counter, String(before + 1))
  })
}
