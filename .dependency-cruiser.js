/** The arrows of the house, as sentences. Each message says what to do instead. */
const room = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    room(
      'core-knows-nobody',
      { path: '^src-shared/core' },
      { pathNot: '^src-shared/core' },
      'The mathematics imports nothing; hand in what it needs as arguments.',
    ),
    room(
      'design-knows-only-the-schema-library',
      { path: '^src-shared/design' },
      { pathNot: ['^src-shared/design', '^src-shared/problem', '^node_modules/valibot'] },
      'A design is data; what trains or shows it lies outside.',
    ),
    room(
      'contract-knows-only-design-and-its-library',
      { path: '^src-shared/contract' },
      { pathNot: ['^src-shared/(contract|design|problem)', '^node_modules/(valibot|@orpc/contract)'] },
      'The contract is all that the two sides share about each other.',
    ),
    room(
      'shared-runs-anywhere',
      { path: '^src-shared' },
      { dependencyTypes: ['core'] },
      'Nothing of Node in shared code; put it behind an argument and implement it in src-main.',
    ),
    room(
      'main-does-not-know-the-renderer',
      { path: '^src-main' },
      { path: '^src-renderer' },
      'Services speak to the page only through the contract.',
    ),
    room(
      'renderer-does-not-know-main',
      { path: '^src-renderer' },
      { path: '^src-main' },
      'The page speaks to the services only through the contract.',
    ),
    room(
      'renderer-does-not-know-node',
      { path: '^src-renderer' },
      { dependencyTypes: ['core'] },
      'The page runs in a sandbox; ask a service.',
    ),
    room(
      'services-know-no-host',
      { path: '^src-main/(app|services|bundles|training|datasets|formats|store)' },
      { path: '^src-main/hosts' },
      'Hosts are leaves: they start app.ts and carry messages.',
    ),
    room(
      'hosts-do-not-reach-past-the-services',
      { path: '^src-main/hosts' },
      { path: '^src-main/(store|training)', dependencyTypesNot: ['type-only'] },
      'A host calls a service; it never opens the store or trains by itself.',
    ),
    room(
      'store-knows-no-service',
      { path: '^src-main/store' },
      { path: '^src-main/(services|training|app)' },
      'The store keeps; it does not decide.',
    ),
    room(
      'datasets-know-neither-store-nor-services',
      { path: '^src-main/datasets' },
      { path: '^src-main/(store|services|training|app)' },
      'A dataset is read through a function that is handed in.',
    ),
    room(
      'formats-know-only-bytes',
      { path: '^src-main/formats' },
      { path: '^src-main/(store|services|training|datasets|hosts|app)' },
      'A format turns bytes into values and back; what they mean is said in a service.',
    ),
    room(
      'benchmark-knows-only-the-mathematics',
      { path: '^src-main/benchmark' },
      { path: '^src', pathNot: ['^src-main/benchmark', '^src-shared/core'] },
      'A contestant trains and nothing else; what a person asked for is read in a host.',
    ),
    room(
      'one-door-to-sqlite',
      { path: '^src', pathNot: '^src-main/store' },
      { path: 'node_modules/better-sqlite3' },
      'Only src-main/store touches better-sqlite3; add a method to its API.',
    ),
    room(
      'one-door-to-electron',
      { path: '^src', pathNot: '^src-main/hosts/electron' },
      { path: '(node_modules/electron/|^electron$)' },
      'Only src-main/hosts/electron touches Electron.',
    ),
    room(
      'one-door-to-http',
      { path: '^src', pathNot: '^src-main/hosts/web' },
      { path: '^(node:)?(http|https|net|tls)$' },
      'Only src-main/hosts/web listens; nothing else opens a connection.',
    ),
    room(
      'charts-are-drawn-in-one-room',
      { path: '^src-renderer', pathNot: '^src-renderer/charts' },
      { path: 'node_modules/(chart\\.js|chartjs-)' },
      'Use a component of src-renderer/charts.',
    ),
    room(
      'views-do-not-know-each-other',
      { path: '^src-renderer/views/([^/]+)/' },
      { path: '^src-renderer/views/', pathNot: '^src-renderer/views/($1|shared)/' },
      'Two places share through state, charts or ui.',
    ),
    room(
      'ui-parts-know-no-state',
      { path: '^src-renderer/ui' },
      { path: '^src-renderer/(state|views|client)' },
      'A part of the interface gets what it shows as props.',
    ),
    room(
      'no-circles',
      {},
      { circular: true },
      'Two files that need each other are one idea, or need a third.',
    ),
    room(
      'nothing-unresolved',
      {},
      { couldNotResolve: true, pathNot: '(paraglide|^electron$|\\?)' },
      'The import leads nowhere.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|src-renderer/i18n/paraglide|src-shared/core/engine/kernels/|test/bench/peers/)' },
    tsPreCompilationDeps: true,
    extraExtensionsToScan: ['.svelte'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.svelte', '.json'],
    },
  },
};
