import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addImport, addItem } from './edit.ts'
import { camelCase, checkName, Refused, sentence } from './names.ts'

const AREAS = 'packages/domain/src/areas'

/**
 * Makes a folder for a new area and enters it in the list of names and in the list of areas.
 * @returns the files written, from the checkout's root
 */
export function newArea(root: string, id: string): string[] {
  checkName(id, 'an area')
  if (existsSync(join(root, AREAS, id))) throw new Refused(`there is an area “${id}” already`)
  const constant = camelCase(id)
  const key = constant === id ? id : `'${id}'`
  const edit = (file: string, change: (source: string) => string) => {
    const path = join(root, AREAS, file)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
    return `${AREAS}/${file}`
  }
  const write = (file: string, content: string) => {
    writeFileSync(join(root, AREAS, file), content)
    return `${AREAS}/${file}`
  }
  mkdirSync(join(root, AREAS, id))
  return [
    write(
      `${id}/index.ts`,
      `import { defineArea } from '../../kernel/area.ts'

export const ${constant} = defineArea({ id: '${id}', registers: [] })
`,
    ),
    write(
      `${id}/examples.ts`,
      `import type { ExamplesOf } from '../../kernel/example.ts'
import type { ${constant} } from './index.ts'

export const ${constant}Examples = {} satisfies ExamplesOf<typeof ${constant}>
`,
    ),
    edit('area-id.ts', source =>
      addItem(source, /AREA_LABELS = \{/, `${key}: { zh: '', en: '${sentence(id)}' }`, 'area-id.ts'),
    ),
    edit('index.ts', source =>
      addItem(
        addImport(source, `import { ${constant} } from './${id}/index.ts'`),
        /AREA = \{/,
        constant === id ? id : `${key}: ${constant}`,
        'index.ts',
      ),
    ),
  ]
}
