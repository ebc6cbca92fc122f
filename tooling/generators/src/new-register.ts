import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { addImport, addItem } from './edit.ts'
import { camelCase, checkName, Refused } from './names.ts'
import { registerTemplate } from './register-template.ts'

const AREAS = 'packages/domain/src/areas'

/**
 * Writes a register to begin with and adds it to its area, or to a theme of it (`priority/bullying`).
 * @returns the files written, from the checkout's root
 */
export function newRegister(root: string, place: string, name: string): string[] {
  const [area = '', theme, ...rest] = place.split('/')
  checkName(area, 'an area')
  if (theme !== undefined) checkName(theme, 'a theme')
  checkName(name, 'a register')
  const index = `${AREAS}/${area}/index.ts`
  if (rest.length > 0 || !existsSync(join(root, index)))
    throw new Refused(`there is no area “${place}”; pnpm new:area makes one`)
  const file = `${AREAS}/${place}/${name}.ts`
  if (existsSync(join(root, file))) throw new Refused(`${file} is there already`)

  const source = readFileSync(join(root, index), 'utf8')
  const local = theme === undefined ? `./${name}.ts` : `./${theme}/${name}.ts`
  let changed = addImport(source, `import { ${camelCase(name)} } from '${local}'`)
  changed = addItem(changed, /^ {2}registers: \[/m, camelCase(name), index)
  if (theme !== undefined)
    changed = addItem(changed, new RegExp(`\\b${theme}: \\{[^]*?registers: \\[`), `'${name}'`, index)

  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), registerTemplate(name, theme === undefined ? '..' : '../..'))
  writeFileSync(join(root, index), changed)
  return [file, index]
}
