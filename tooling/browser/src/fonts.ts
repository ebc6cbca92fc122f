import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { decompress } from 'woff2-encoder'
import { unpackOnce } from './unpack-once.ts'

const require = createRequire(import.meta.url)

/**
 * A font configuration under which the browser finds a Chinese font, also on a machine that has none: the npm
 * package's slices, unpacked from WOFF2, which the font library cannot read. Pages are drawn as on a person's
 * machine; the product itself loads no font.
 * @param folders where more fonts lie
 * @returns the configuration's path, for `FONTCONFIG_FILE`
 */
export async function writeFontsConfig(folders: readonly string[]): Promise<string> {
  const sheet = require.resolve('@fontsource-variable/noto-sans-sc/index.css')
  const manifest = readFileSync(join(dirname(sheet), 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const folder = await unpackOnce(`noto-sans-sc-${version}`, to =>
    unpackSlices(join(dirname(sheet), 'files'), to),
  )
  const path = join(folder, 'fonts.conf')
  // Written each time: it names folders, and a checkout may have been moved.
  writeFileSync(path, configuration(folder, [folder, ...folders]))
  return path
}

async function unpackSlices(from: string, to: string): Promise<void> {
  for (const name of readdirSync(from).filter(each => each.endsWith('.woff2')))
    writeFileSync(join(to, name.replace(/woff2$/, 'ttf')), await decompress(readFileSync(join(from, name))))
}

const configuration = (cache: string, folders: readonly string[]): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${folders.map(folder => `  <dir>${folder}</dir>`).join('\n')}
  <cachedir>${cache}/cache</cachedir>
</fontconfig>
`
