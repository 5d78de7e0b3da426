// The rules of the sources beyond types: what a compiler does not say and a reader should not have to. Formatting is prettier's.
import hooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';

const typed = ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', 'bench/**/*.{ts,tsx}'];
// Tools read their settings from a default export; nothing else has one.
const settings = ['**/*.config.{js,ts}', '.*.cjs'];

const restricted = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
];

// What a person reads or hears in the window is said by t(), so that it is in every language.
const said =
  '/^(title|label|aria-label|aria-valuetext|aria-roledescription|placeholder|alt|text|words|heading|description|hint)$/';
const untranslated = [
  { selector: 'JSXText[value=/[A-Za-z]{2}/]', message: 'Say it by t().' },
  { selector: `JSXAttribute[name.name=${said}] > Literal[value=/[A-Za-z]{2}/]`, message: 'Say it by t().' },
  {
    selector: `JSXAttribute[name.name=${said}] TemplateElement[value.raw=/[A-Za-z]{2}/]`,
    message: 'Say it by t(), with values.',
  },
  {
    selector: 'JSXElement > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=/[A-Za-z]{2}/]',
    message: 'Say it by t(), with values.',
  },
  { selector: 'JSXElement > JSXExpressionContainer > Literal[value=/[A-Za-z]{2}/]', message: 'Say it by t().' },
  {
    selector: 'JSXElement > JSXExpressionContainer > ConditionalExpression > Literal[value=/[A-Za-z]{2}/]',
    message: 'Say it by t().',
  },
];

export default defineConfig(
  // What is made by a program, and AssemblyScript, which is another language.
  globalIgnores([
    'out/',
    'dist/',
    'test-results/',
    'src/common/graph/protobuf/',
    'src/detector/triangle/assembly/',
    'src/detector/triangle/kernelCode.ts',
  ]),
  typescript.configs.recommended,
  {
    files: typed,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [hooks.configs.flat['recommended-latest']],
    // It warns of what the React compiler would leave alone; the compiler is not used here.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  {
    rules: {
      eqeqeq: ['error', 'always'],
      'no-restricted-syntax': ['error', ...restricted],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
    },
  },
  {
    // Only these two may touch Electron's channels; everything else goes by the contract.
    files: ['src/**/*.ts'],
    ignores: ['src/main/ipc.ts', 'src/preload/index.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'electron',
              importNames: ['ipcMain', 'ipcRenderer'],
              message: 'Only main/ipc.ts and preload use the channels.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.tsx'],
    rules: { 'no-restricted-syntax': ['error', ...restricted, ...untranslated] },
  },
  {
    files: settings,
    rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['scripts/**/*.mjs'],
    rules: { 'no-var': 'off' },
  },
);
