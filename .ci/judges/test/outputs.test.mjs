// The judges of machine-readable outputs, and the command line.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { judgeJunit } from '../lib/junit.mjs';
import { Report } from '../lib/report.mjs';
import { judgeSarif } from '../lib/sarif.mjs';
import { judgeSchema } from '../lib/schema.mjs';
import { judgeTap } from '../lib/tap.mjs';

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'judges-'));
after(() => fs.rmSync(base, { recursive: true }));

let files = 0;
function write(text) {
  const file = path.join(base, `file-${(files += 1)}`);
  fs.writeFileSync(file, text);
  return file;
}

function told(judge) {
  const report = new Report();
  judge(report);
  const lines = [];
  const code = report.finish((text) => lines.push(text));
  return { code, told: lines.join('\n') };
}

// [name, content, expected finding; none: it passes]
function cases(judge, list) {
  for (const [name, text, expected] of list) {
    test(`${judge.name}: ${name}`, () => {
      const result = told((report) => judge(report, [write(text)]));
      if (expected) assert.match(result.told, expected);
      assert.equal(result.code, expected ? 1 : 0, result.told);
    });
  }
  test(`${judge.name}: no such file`, () => {
    assert.equal(told((report) => judge(report, [path.join(base, 'gone')])).code, 1);
  });
}

const sarif = (change) => {
  const log = {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'handoff', rules: [{ id: 'H001' }] } },
        results: [
          {
            ruleId: 'H001',
            level: 'error',
            message: { text: 'Wrong.' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'record.yaml' },
                  region: { startLine: 1 },
                },
              },
            ],
          },
        ],
      },
    ],
  };
  change?.(log, log.runs[0].results[0]);
  return JSON.stringify(log);
};

cases(judgeSarif, [
  ['good', sarif()],
  ['not JSON', '{', /JSON/],
  ['wrong version', sarif((log) => (log.version = '2.0.0')), /version must be equal/],
  ['no runs', sarif((log) => delete log.runs), /required property 'runs'/],
  ['unknown property', sarif((log) => (log.run = [])), /additional properties \(run\)/],
  ['unknown level', sarif((_, result) => (result.level = 'fatal')), /level must be equal/],
  ['no message', sarif((_, result) => delete result.message), /required property 'message'/],
  ['line 0', sarif((_, r) => (r.locations[0].physicalLocation.region.startLine = 0)), /must be >= 1/],
  [
    'blank in a URI',
    sarif((_, r) => (r.locations[0].physicalLocation.artifactLocation.uri = 'a b')),
    /must match format "uri-reference"/,
  ],
]);

const suite = (body, counts = 'tests="2" failures="1" errors="0" skipped="0"') =>
  `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="handoff" tests="2" failures="1">
  <testsuite name="lint" ${counts} time="0.1">${body}</testsuite>
</testsuites>
`;
const BODY = `<testcase name="a" classname="c"/>
  <testcase name="b" classname="c"><failure message="m">x &lt; y</failure></testcase>`;

cases(judgeJunit, [
  ['good', suite(BODY)],
  ['tests differ', suite(BODY, 'tests="3" failures="1"'), /:3: testsuite tests="3", counted 2/],
  ['failures differ', suite(BODY, 'tests="2" failures="0"'), /failures="0", counted 1/],
  ['skipped differ', suite(BODY, 'tests="2" failures="1" skipped="1"'), /skipped="1", counted 0/],
  ['totals differ', suite(''), /:2: testsuites tests="2", counted 0/],
  ['no counts', suite(BODY, ''), /testsuite without attribute tests/],
  ['unnamed case', suite(BODY.replace('name="a" ', '')), /testcase without attribute name/],
  ['unknown element', suite(`${BODY}<test/>`), /test in testsuite/],
  ['two outcomes', suite(BODY.replace('</testcase>', '<skipped/></testcase>')), /2 outcomes/],
  ['stray text', suite(`${BODY}oops`), /text in testsuite/],
  ['bad time', suite(BODY).replace('0.1', '0,1'), /not a number of seconds/],
  ['other root', '<html/>', /root is html/],
  ['unclosed', suite(BODY).replace('</testsuites>', ''), /XML: unclosed tag/],
  ['bare ampersand', suite(BODY).replace('&lt;', '&'), /XML: /],
  ['unknown entity', suite(BODY).replace('&lt;', '&nbsp;'), /XML: undefined entity/],
  ['control character', suite(BODY).replace('&lt;', '\u001b'), /XML: disallowed character/],
  ['two roots', `${suite(BODY)}<testsuites/>`, /XML: documents may contain only one root/],
  ['empty', '', /XML: /],
]);

cases(judgeTap, [
  ['good 13', 'TAP version 13\n1..2\nok 1 - a\nnot ok 2 - b\n  ---\n  message: m\n  ...\n'],
  ['good 14', 'TAP version 14\n# Subtest: a\n    ok 1 - b\n    1..1\nok 1 - a\n1..1\n'],
  ['skipped', 'TAP version 14\n1..0 # skip nothing to do\n'],
  ['no version', '1..1\nok 1\n', /first line/],
  ['version 12', 'TAP version 12\n1..1\nok 1\n', /first line/],
  ['no plan', 'TAP version 14\nok 1\n', /no plan/],
  ['plan too long', 'TAP version 14\n1..2\nok 1\n', /incorrect number of tests/],
  ['plan too short', 'TAP version 14\n1..1\nok 1\nok 2\n', /id greater than plan end \(test 2\)/],
  ['id twice', 'TAP version 14\n1..2\nok 1\nok 1\n', /appears multiple times/],
  ['no TAP', 'TAP version 14\n1..1\nok 1\nhello\n', /:4: Non-TAP data.*"hello"/],
  ['broken YAML', 'TAP version 14\n1..1\nnot ok 1\n  ---\n  a: [\n  ...\n', /Non-TAP data/],
  ['subtest plan', 'TAP version 14\n1..1\n# Subtest: a\n    1..2\n    ok 1\nnot ok 1 - a\n', /incorrect number/],
  ['lax pragma', 'TAP version 14\npragma -strict\n1..1\nok 1\n', /pragma/],
  ['empty', '', /first line/],
]);

const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['id'],
  unevaluatedProperties: false,
  properties: {
    id: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    count: { type: ['integer', 'null'], format: 'uint32' },
  },
};

for (const [name, record, expected] of [
  ['good', 'id: a\nat: 2024-05-01T10:00:00Z\ncount: 3\n'],
  ['strings stay strings', 'id: no\n'],
  ['number for a string', 'id: 1\n', /\/id must be string/],
  ['missing', 'at: 2024-05-01T10:00:00Z\n', /required property 'id'/],
  ['unknown key', 'id: a\nother: b\n', /unevaluated properties \(other\)/],
  ['bad format', 'id: a\nat: yesterday\n', /format "date-time"/],
  ['bad custom format', 'id: a\ncount: -1\n', /format "uint32"/],
  ['key twice', 'id: a\nid: b\n', /YAML: Map keys must be unique/],
  ['broken', 'id: [\n', /YAML: /],
  ['two documents', 'id: a\n---\nid: b\n', /YAML: /],
]) {
  test(`schema: ${name}`, () => {
    const schema = write(JSON.stringify(SCHEMA));
    const judge = (expect) => told((r) => judgeSchema(r, schema, [write(record)], expect));
    const [valid, invalid] = [judge('valid'), judge('invalid')];
    if (expected) assert.match(valid.told, expected);
    assert.equal(valid.code, expected ? 1 : 0, valid.told);
    assert.equal(invalid.code, expected ? 0 : 1, invalid.told);
  });
}

test('schema: faults that no expectation excuses', () => {
  const record = write('id: a\n');
  const judge = (schema, file) => told((r) => judgeSchema(r, write(schema), [file], 'invalid'));
  const good = JSON.stringify(SCHEMA);
  assert.match(judge(good, path.join(base, 'gone')).told, /cannot be read/);
  assert.match(judge('{', record).told, /cannot be read/);
  assert.match(judge('{}', record).told, /\$schema is not/);
  assert.match(judge(good.replace('required', 'require'), record).told, /schema: strict mode/);
  assert.match(judge(good.replace('"object"', '"objekt"'), record).told, /schema: schema is invalid/);
});

test('command line', () => {
  const script = path.join(import.meta.dirname, '..', 'judge.mjs');
  const run = (...args) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  const good = run('packages', path.join(import.meta.dirname, 'good'));
  assert.equal(good.stdout, 'judged 1 packages\n2 passed, 0 failed\n');
  assert.equal(good.status, 0, good.stderr);
  const none = run('packages', base);
  assert.equal(none.status, 1);
  assert.match(none.stdout, /no package found\n0 passed, 1 failed\n$/);
  for (const args of [[], ['nope'], ['toString'], ['packages'], ['tap', '--x', 'f'], ['packages', '--count', 'x', '.']]) {
    assert.equal(run(...args).status, 2, args.join(' '));
  }
  const [schema, record] = [write(JSON.stringify(SCHEMA)), write('id: a\n')];
  assert.equal(run('schema', schema, record).status, 2);
  assert.equal(run('schema', schema, record, '--expect', 'valid').status, 0);
  assert.equal(run('schema', schema, record, '--expect', 'invalid').status, 1);
});
