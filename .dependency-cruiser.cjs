// The import table of docs and README as rules, type-only imports included. The tsconfig of each room says the same about globals.
const inside = (rooms) => `^src/common/(${rooms})`;

/** `from` may import only paths or packages that match `allowed`. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

/** The same, and Node's own modules. */
const onlyAndNode = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed, dependencyTypesNot: ['core'] },
});

const packages = (names) => `(^|/)node_modules/(@types/)?(${names})(/|$)`;
/** What downloads go through where a network wants a proxy. */
const proxies = packages('https?-proxy-agent|proxy-from-env');
const pure = packages('zod|@bufbuild/protobuf|intl-messageformat|yaml|saxes');
const windowLibraries = packages(
  [
    'react',
    'react-dom',
    'zustand',
    'radix-ui',
    '@radix-ui/[^/]+',
    'cmdk',
    'lucide-react',
    '@tanstack/react-virtual',
    'uplot',
    'csstype',
    'vite',
  ].join('|'),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only(
      'common-is-pure',
      'common knows the subject, not the machine: only common and a few pure packages.',
      '^src/common/',
      ['^src/common/', pure],
    ),
    only(
      'messages-alone',
      'What is said knows nothing of what it is said about. Whoever tells a person something may say it.',
      inside('messages/'),
      [inside('messages/'), packages('intl-messageformat')],
    ),
    only('geometry-alone', 'geometry imports geometry.', inside('geometry/'), [inside('geometry/|result')]),
    only('annotation-on-geometry', 'annotation imports geometry.', inside('annotation/'), [
      inside('annotation/|geometry/|messages/|result'),
      pure,
    ]),
    only(
      'formats-on-annotation',
      'dataset, coco and formats import annotation and geometry.',
      inside('(dataset|coco|formats)/'),
      [inside('dataset/|coco/|formats/|annotation/|geometry/|random|result'), pure],
    ),
    only('graph-alone', 'graph imports graph.', inside('graph/'), [inside('graph/|result'), pure]),
    only('fcos-on-graph', 'fcos imports graph, geometry and two leaves, and never coco.', inside('fcos/'), [
      inside('fcos/|graph/|geometry/|result|random|classNames'),
      pure,
    ]),
    only(
      'detectors-on-fcos',
      'Detectors of others and the card build on fcos; fcos never knows of them.',
      inside('(foreign|model)/'),
      [inside('foreign/|model/|fcos/|graph/|geometry/|messages/|result'), pure],
    ),
    only('tiles-on-geometry', 'Tiles know boxes and how a picture enters a model, and no network.', inside('tiles/'), [
      inside('tiles/|geometry/|fcos/|foreign/input|messages/|result'),
    ]),
    onlyAndNode('detector-on-common', 'The detector process imports common, its runtime and Node.', '^src/detector/', [
      '^src/(detector|common)/',
      packages('onnxruntime-node|onnxruntime-common|sharp|@cornerstonejs/codec-libjpeg-turbo-8bit|node|zod'),
    ]),
    only('preload-on-contract', 'The preload imports the contract and Electron.', '^src/preload/', [
      '^src/(preload/|common/contract|common/result)',
      packages('electron'),
    ]),
    onlyAndNode(
      'services-without-electron',
      'The command line uses these too.',
      '^src/main/(project|database|detector|clerk)/',
      [
        '^src/main/(project|database|detector|clerk)/',
        '^src/common/',
        packages('sharp|@photostructure/sqlite|zod|node'),
        proxies,
      ],
    ),
    onlyAndNode(
      'main-on-common',
      'main imports common, Electron and Node; the detector is a path to fork.',
      '^src/main/',
      ['^src/(main|common)/', packages('electron|node|zod|sharp|@photostructure/sqlite'), proxies],
    ),
    onlyAndNode('cli-on-services', 'The command line imports common and the services.', '^src/cli/', [
      '^src/cli/',
      '^src/common/',
      '^src/main/(project|database|detector|clerk)/',
      packages('commander|zod|node|pg|pg-boss'),
    ]),
    only(
      'renderer-on-common',
      'The window imports common and window libraries, never main or the detector.',
      '^src/renderer/',
      ['^src/(renderer|common)/', windowLibraries],
    ),
    {
      name: 'evaluation-away-from-main',
      comment:
        'An evaluation takes seconds: it runs in a detector process or on the command line, never in main or the window.',
      severity: 'error',
      from: { path: '^src/(main|renderer)/' },
      to: {
        path: inside('coco/(evaluate|matchCategories|match|accumulate|confusion|curve|evaluationInput)[.]ts$'),
        reachable: true,
      },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that run each other are one file (naming a type of the other is fine).',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^node:sqlite$' },
    },
    {
      name: 'sources-without-tests',
      comment: 'Sources never import tests or benchmarks.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default', 'node'] },
    builtInModules: { add: ['node:sqlite'] },
  },
};
