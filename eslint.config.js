import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const places = ['src-shared', 'src-main', 'src-renderer', 'test'].map((place) => `./${place}/tsconfig.json`);

export default ts.config(
  {
    ignores: [
      'out',
      'node_modules',
      'src-renderer/i18n/paraglide',
      'src-shared/core/engine/kernels{,.generated.ts}',
      'test-results',
      'playwright-report',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.es2025 },
      parserOptions: {
        project: places,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', prefer: 'type-imports' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { parser: ts.parser, project: places, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: 'The content security policy refuses style attributes; use a class or a style: directive.',
        },
      ],
    },
  },
  // State classes choose themselves which of their maps and sets are watched.
  { files: ['**/*.svelte.ts'], rules: { 'svelte/prefer-svelte-reactivity': 'off' } },
  // The linter sees another component as `any`; svelte-check knows its props and checks them.
  {
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  // In hot loops the index is known to be inside; a check per number would cost more than the arithmetic.
  {
    files: [
      'src-shared/core/**',
      'src-main/training/batches.ts',
      'src-main/datasets/{prepare,standardize}.ts',
      'src-main/datasets/importers/csv/{scanner,number-field,columns,read-csv}.ts',
      'src-main/datasets/preparation/*.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  // Programs that run before or beside the build; they are plain JavaScript with typed comments.
  {
    files: ['**/*.mjs', '*.js'],
    ...ts.configs.disableTypeChecked,
    languageOptions: { globals: { ...globals.node }, parserOptions: { project: null } },
  },
);
