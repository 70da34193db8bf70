#!/usr/bin/env node
// External judges over rendered packages and machine-readable outputs.
// Every command prints `file:line: message` per finding and ends with
// `N passed, N failed` (files). Exit 0: all passed; 1: a finding; 2: wrong usage.
import { parseArgs } from 'node:util';
import { Report } from './lib/report.mjs';

const USAGE = `usage:
  node judge.mjs packages [--count N] [--allow-literal WORD]... DIR...
  node judge.mjs diagrams [--drawn-only] DIR...
  node judge.mjs words PATH...
  node judge.mjs pictures [--out DIR] [--most SCREENS:FILE]... DIR...
  node judge.mjs schema SCHEMA.json RECORD.yaml... --expect valid|invalid
  node judge.mjs sarif FILE...
  node judge.mjs junit FILE...
  node judge.mjs tap FILE...`;

// The judges are imported on demand: mermaid and jsdom are slow to load.
const COMMANDS = {
  packages: {
    options: { count: { type: 'string' }, 'allow-literal': { type: 'string', multiple: true } },
    least: 1,
    async run(report, dirs, options) {
      const count = options.count === undefined ? undefined : Number(options.count);
      if (count !== undefined && !Number.isInteger(count)) usage('--count wants a number');
      const { judgePackages } = await import('./lib/packages.mjs');
      await judgePackages(report, dirs, { count, allow: options['allow-literal'] ?? [] });
    },
  },
  diagrams: {
    options: { 'drawn-only': { type: 'boolean' } },
    least: 1,
    run: async (report, dirs, options) => {
      const { judgeDiagrams } = await import('./lib/diagrams.mjs');
      await judgeDiagrams(report, dirs, { drawnOnly: options['drawn-only'] });
    },
  },
  words: {
    least: 1,
    run: async (report, paths) => (await import('./lib/words.mjs')).judgeWords(report, paths),
  },
  pictures: {
    options: { out: { type: 'string' }, most: { type: 'string', multiple: true } },
    least: 1,
    async run(report, dirs, options) {
      const most = (options.most ?? []).map((text) => /^(\d+):(.+)$/.exec(text) ?? usage('--most wants SCREENS:FILE'));
      const { packageFiles } = await import('./lib/packages.mjs');
      const { takePictures } = await import('./lib/pictures.mjs');
      const limits = new Map(most.map(([, screens, file]) => [file, Number(screens)]));
      await takePictures(report, packageFiles(report, dirs), { out: options.out, most: limits });
    },
  },
  schema: {
    options: { expect: { type: 'string' } },
    least: 2,
    async run(report, [schema, ...records], { expect }) {
      if (expect !== 'valid' && expect !== 'invalid') usage('--expect wants valid or invalid');
      const { judgeSchema } = await import('./lib/schema.mjs');
      judgeSchema(report, schema, records, expect);
    },
  },
  sarif: {
    least: 1,
    run: async (report, files) => (await import('./lib/sarif.mjs')).judgeSarif(report, files),
  },
  junit: {
    least: 1,
    run: async (report, files) => (await import('./lib/junit.mjs')).judgeJunit(report, files),
  },
  tap: {
    least: 1,
    run: async (report, files) => (await import('./lib/tap.mjs')).judgeTap(report, files),
  },
};

function usage(message) {
  console.error(`judge: ${message}\n${USAGE}`);
  process.exit(2);
}

const [name, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(COMMANDS, name ?? '')) usage(name ? `no such command: ${name}` : 'no command');
const command = COMMANDS[name];
let parsed;
try {
  parsed = parseArgs({ args: rest, options: command.options ?? {}, allowPositionals: true });
} catch (error) {
  usage(error.message);
}
if (parsed.positionals.length < command.least) usage('too few arguments');

const report = new Report();
try {
  await command.run(report, parsed.positionals, parsed.values);
  process.exitCode = report.finish();
} catch (error) {
  // What could not be judged is not clean.
  console.error(`judge: ${error.stack ?? error}`);
  process.exitCode = 2;
}
