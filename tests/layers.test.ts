import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');

/** Layers and packages (by name) that each layer may import besides itself, as in ARCHITECTURE.md. */
const ALLOWED: Record<string, { layers: string[]; packages: string[] }> = {
  model: { layers: [], packages: ['zod'] },
  lib: { layers: [], packages: ['node', 'tsx', 'execa'] },
  capacity: { layers: ['model', 'lib'], packages: ['node', 'zod', 'simple-statistics'] },
  scenario: { layers: ['model', 'lib', 'capacity'], packages: ['node', 'zod', 'yaml'] },
  congestion: { layers: [], packages: [] },
  network: { layers: ['model', 'lib', 'congestion'], packages: ['node', 'koffi'] },
  line: { layers: ['model', 'lib', 'network'], packages: ['node'] },
  sfu: { layers: ['model', 'lib', 'congestion'], packages: ['node', 'node-datachannel'] },
  browser: { layers: ['model'], packages: ['agora-rtc-sdk-ng'] },
  transports: { layers: ['model', 'lib', 'sfu', 'browser'], packages: ['node', 'agora-token'] },
  participants: { layers: ['model', 'lib', 'browser'], packages: ['node', 'playwright', 'esbuild'] },
  time: { layers: ['model', 'lib'], packages: ['node', 'koffi'] },
  recording: { layers: ['model', 'lib'], packages: ['node'] },
  metrics: { layers: ['model'], packages: ['simple-statistics'] },
  verdict: { layers: ['model', 'lib', 'metrics'], packages: ['simple-statistics'] },
  recommend: { layers: ['model', 'metrics', 'verdict'], packages: [] },
  report: {
    layers: ['model', 'lib', 'metrics', 'verdict'],
    packages: ['node', 'chart.js', 'chartjs-node-canvas', 'string-width', 'wrap-ansi', 'zod'],
  },
  pace: { layers: ['model', 'lib', 'capacity', 'recording', 'time', 'verdict'], packages: ['node'] },
  result: { layers: ['model', 'lib', 'recording', 'metrics', 'verdict', 'report'], packages: ['node'] },
  take: {
    layers: [
      ...['model', 'lib', 'network', 'browser', 'transports', 'participants'],
      ...['recording', 'time', 'pace', 'result'],
    ],
    packages: ['node'],
  },
  rehearse: { layers: ['model', 'scenario', 'take', 'result', 'verdict', 'report'], packages: ['node'] },
  live: {
    layers: ['model', 'lib', 'recording', 'metrics', 'verdict', 'report', 'take'],
    packages: ['node', 'esbuild'],
  },
  compare: {
    layers: [
      ...['model', 'lib', 'capacity', 'scenario', 'metrics', 'verdict', 'report'],
      ...['pace', 'result', 'take', 'rehearse'],
    ],
    packages: ['node'],
  },
  search: {
    layers: [
      ...['model', 'lib', 'capacity', 'scenario', 'network', 'recording', 'metrics', 'verdict', 'recommend', 'report'],
      ...['result', 'take'],
    ],
    packages: ['node'],
  },
  commands: {
    layers: [
      ...['model', 'lib', 'capacity', 'scenario', 'network', 'line', 'transports', 'participants', 'time', 'recording'],
      ...['verdict', 'report', 'pace', 'result', 'take', 'rehearse', 'compare', 'search', 'live'],
    ],
    packages: ['node', 'yargs'],
  },
  // The library that other programs call: no command line in it.
  library: {
    layers: ['model', 'lib', 'capacity', 'scenario', 'verdict', 'result', 'compare'],
    packages: ['node'],
  },
  main: { layers: ['commands', 'lib'], packages: ['node', 'yargs'] },
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(SRC, name))
  .filter((name) => statSync(name).isFile());

function layerOf(file: string): string {
  const [first = '', ...rest] = relative(SRC, file).split('/');
  if (rest.length > 0) return first;
  return first.replace(/\.ts$/, '');
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return 'node';
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const patterns = [
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]/g,
    /(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g,
    /\bimport\(\s*['"]([^'"]+)['"]/g,
  ];
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
    .filter((name) => !name.startsWith('${'));
}

describe('layers', () => {
  it('finds the sources', () => expect(files.length).toBeGreaterThan(30));

  it.each(files.map((file) => [relative(SRC, file), file]))('%s imports only what its layer may', (_, file) => {
    const layer = layerOf(file);
    const allowed = ALLOWED[layer];
    expect(allowed, `src/${layer} is not a layer that ARCHITECTURE.md knows`).toBeDefined();
    if (allowed === undefined) return;
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) {
        const target = layerOf(resolve(dirname(file), specifier));
        expect([layer, ...allowed.layers], `${specifier} is of layer ${target}`).toContain(target);
      } else expect(allowed.packages, specifier).toContain(packageOf(specifier));
    }
  });

  it('keeps zod out of whatever takes only types from the model: pages and the origin load no validator', () => {
    for (const file of files.filter((name) => layerOf(name) === 'model' && !name.includes('/result/schema/')))
      expect(readFileSync(file, 'utf8'), relative(SRC, file)).not.toMatch(
        /(?:^|\n)(?:import|export) (?!type )[^;]*from '(?:zod|[^']*\/schema\/[^']*)'/,
      );
    for (const file of files.filter((name) => ['browser', 'sfu'].includes(layerOf(name))))
      expect(readFileSync(file, 'utf8'), relative(SRC, file)).not.toMatch(/from '[^']*\/result\/schema\//);
  });

  it('keeps clock, files and chance out of metrics and verdicts', () => {
    for (const file of files.filter((name) => ['metrics', 'verdict', 'recommend'].includes(layerOf(name))))
      expect(readFileSync(file, 'utf8'), relative(SRC, file)).not.toMatch(
        /Date\.now|performance\.now|Math\.random|new Date\(\)/,
      );
  });

  it('prints in commands and nowhere below', () => {
    for (const file of files.filter((name) => !['commands', 'main', 'browser'].includes(layerOf(name))))
      expect(readFileSync(file, 'utf8'), relative(SRC, file)).not.toMatch(
        /console\.(log|error|warn|info)|process\.std(out|err)\.write/,
      );
  });
});
