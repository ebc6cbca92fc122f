import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UNFINISHED_RESTORE } from '../../host.ts'
import { bad, good, note, type Check, type Finding } from './check.ts'

const TOO_LITTLE = 512 * 1024 ** 2
const LITTLE = 5 * 1024 ** 3

/** The data folder: there or to be made, writable, with room; the secret in it closed to others. */
export const checkDataFolder: Check = config => {
  const { dataDir, secret } = config
  const there = nearest(dataDir)
  if (!statSync(there).isDirectory()) {
    return [
      bad(
        'data',
        `${there} 是文件而不是文件夹，请用 ANLAN_DATA 换一个位置。`,
        `${there} is a file, not a folder: choose another place with ANLAN_DATA.`,
      ),
    ]
  }
  if (!isWritable(there)) {
    return [
      bad(
        'data',
        `文件夹 ${there} 不能写入，请检查权限或用 ANLAN_DATA 换一个位置。`,
        `The folder ${there} cannot be written: check its permissions, or choose another place with ANLAN_DATA.`,
      ),
    ]
  }
  if (existsSync(join(dataDir, UNFINISHED_RESTORE))) {
    return [
      bad(
        'data',
        `文件夹 ${dataDir} 里有一次未完成的恢复：请删除该文件夹，再重新恢复。`,
        `A restore into ${dataDir} did not come to its end: remove that folder and restore again.`,
      ),
    ]
  }
  const place =
    there === dataDir
      ? good('data', `数据文件夹 ${dataDir}。`, `The data folder is ${dataDir}.`)
      : note(
          'data',
          `数据文件夹 ${dataDir} 还没有，首次启动时建立。`,
          `The data folder ${dataDir} is not there yet; the first start makes it.`,
        )
  return [place, checkSpace(there), checkSecret(join(dataDir, 'secret'), secret !== null)]
}

/** The folder itself, or the nearest one above it that exists. */
const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)))

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

function checkSpace(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const size = `${(free / 1024 ** 3).toFixed(1)} GB`
  if (free < TOO_LITTLE)
    return bad(
      'space',
      `磁盘只剩 ${size}，请先清理。`,
      `Only ${size} of disk space is left: make room first.`,
    )
  if (free < LITTLE)
    return note('space', `磁盘剩余 ${size}，偏少。`, `${size} of disk space is left, which is not much.`)
  return good('space', `磁盘剩余 ${size}。`, `${size} of disk space is free.`)
}

function checkSecret(path: string, fromEnvironment: boolean): Finding {
  if (fromEnvironment) return good('secret', '密钥来自 ANLAN_SECRET。', 'The secret comes from ANLAN_SECRET.')
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found)
    return note('secret', '密钥还没有，首次启动时生成。', 'There is no secret yet; the first start makes it.')
  if (process.platform === 'win32' || (found.mode & 0o077) === 0)
    return good('secret', '密钥文件只有本用户可读。', 'The secret is readable by its owner only.')
  return bad(
    'secret',
    `密钥文件 ${path} 别人也能读，请执行 chmod 600。`,
    `Others can read the secret ${path}: chmod 600 it.`,
  )
}
