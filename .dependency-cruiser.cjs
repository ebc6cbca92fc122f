/** Which way imports may point (the front ends take the server's API as a type only). */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(apps|packages|tooling)/', pathNot: to },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only(
      'domain-stands-alone',
      '^packages/domain/',
      '^packages/domain/',
      'the trade knows nothing of storage or screens',
    ),
    only(
      'plan-reader-stands-alone',
      '^packages/plan-reader/',
      '^packages/plan-reader/',
      'a text in, a reading out',
    ),
    only(
      'postgres-stands-alone',
      '^packages/postgres/',
      '^packages/postgres/',
      'useful to anybody who wants a PostgreSQL in a folder',
    ),
    only('documents-stand-alone', '^packages/documents/', '^packages/documents/', 'bytes in, text out'),
    only(
      'ui-draws-the-domain',
      '^packages/ui/',
      '^packages/(ui|domain)/',
      'parts are drawn from declarations',
    ),
    only(
      'console-reaches',
      '^apps/console/(?!e2e/)',
      '^(apps/console|packages/(ui|domain)|tooling/browser)/|^apps/server/src/api',
      'the server is a type to it',
    ),
    only(
      'console-tests-reach',
      '^apps/console/e2e/',
      '^(apps/console|packages/(ui|domain|documents)|tooling/browser)/|^apps/server/src/api',
      'a browser test reads the files that the product hands out',
    ),
    only(
      'kiosk-reaches',
      '^apps/kiosk/',
      '^(apps/kiosk|packages/(domain|ui)|tooling/browser)/',
      'small and released alone',
    ),
    {
      name: 'server-by-type-only',
      severity: 'error',
      from: { path: '^apps/(console|kiosk)/' },
      to: { path: '^apps/server/', dependencyTypesNot: ['type-only'] },
    },
    only(
      'server-reaches',
      '^apps/server/',
      '^(apps/server|packages/(domain|plan-reader|postgres|documents)|tooling/seed)/',
      'no screens in the server',
    ),
    only(
      'bench-reaches',
      '^tooling/bench/',
      '^(tooling/bench|packages/postgres|packages/domain|packages/documents)/',
      'it measures the product from outside, and makes its rows and tables of the declarations',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|dist-types)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
