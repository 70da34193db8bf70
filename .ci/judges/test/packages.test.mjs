// The good package passes; each change to it is found, and nothing else is.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { judgePackages } from '../lib/packages.mjs';
import { Report } from '../lib/report.mjs';

const good = path.join(import.meta.dirname, 'good');
const base = fs.mkdtempSync(path.join(os.tmpdir(), 'judges-'));
after(() => fs.rmSync(base, { recursive: true }));

async function judge(dirs, options) {
  const report = new Report();
  await judgePackages(report, dirs, options);
  const lines = [];
  const code = report.finish((text) => lines.push(text));
  return { code, last: lines.at(-1), findings: lines.slice(1, -1) };
}

function copy(change) {
  const root = fs.mkdtempSync(path.join(base, 'package-'));
  fs.cpSync(good, root, { recursive: true });
  change(root);
  return root;
}

const append = (text) => (raw) => `${raw}\n${text}\n`;
const replace = (from, to) => (raw) => {
  assert.ok(raw.includes(from), `the good package holds ${from}`);
  return raw.replace(from, () => to);
};

test('the good package passes', async () => {
  const { code, last, findings } = await judge([good], { count: 1 });
  assert.deepEqual(findings, []);
  assert.equal(last, '2 passed, 0 failed');
  assert.equal(code, 0);
});

// [fault, change to handoff.md, the findings: all match one of these, each matches one]
const FAULTS = [
  ['duplicate blank line', append('\nMore.'), /MD012/],
  ['rule switched off in a comment', (raw) => `<!-- markdownlint-disable -->\n${raw}\n\nMore.\n`, /MD012/],
  ['link to no file', append('See [it](gone.md).'), /"gone.md": no such file/],
  ['image of no file', append('![it](gone.png)'), /"gone.png": no such file/],
  ['definition to no file', append('See [it].\n\n[it]: gone.md'), /"gone.md": no such file/],
  ['anchor to no heading', append('See [it](#gone).'), /"#gone": no such anchor/, /MD051/],
  ['anchor in other file', append('See [it](README.md#gone).'), /"README.md#gone": no such anchor/],
  ['anchor beyond the counter', append('See [it](README.md#timeline-1).'), /no such anchor/],
  ['anchor on a script', append('See [it](scripts/check.sh#main).'), /not Markdown/],
  ['line beyond the script', append('See [it](scripts/check.sh#L9).'), /the file has 2 lines/],
  ['link out of the package', append('See [it](../README.md).'), /leaves the package/],
  ['link by encoded dots', append('See [it](%2e%2e/x.md).'), /leaves the package/],
  ['link from the root', append('See [it](/etc/hosts).'), /not relative/],
  ['link without a scheme', append('See [it](//example.com/).'), /not relative/],
  ['link to script', append('See [it](javascript:alert(1)).'), /scheme javascript: is not allowed/],
  ['link to a drive', append('See [it](file:///etc/hosts).'), /scheme file: is not allowed/],
  ['link without a host', append('See [it](https:///x).'), /has no host/],
  ['empty link', append('See [it]().'), /is empty/, /MD042/],
  ['malformed escape', append('See [it](%zz.md).'), /malformed percent escape/],
  ['inline HTML', append('A <b>bold</b> word.'), /raw HTML: "<b>"/, /raw HTML: "<\/b>"/, /MD033/],
  ['second comment', append('<!-- note -->'), /raw HTML: "<!-- note -->"/],
  ['comment and more', (raw) => `<!-- a --><br>\n\n${raw}`, /raw HTML: "<!-- a --><br>/, /MD033/, /MD041/],
  ['short table row', append('| a | b |\n| - | - |\n| 1 |'), /row has 1 cells, its header has 2/, /MD056/],
  ['long table row', append('| a | b |\n| - | - |\n| 1 | 2 | 3 |'), /row has 3 cells/, /MD056/],
  ['table without delimiters', append('| a | b |\n| 1 | 2 |'), /table row outside of a table/],
  ['fence without a language', append('```\nx\n```'), /without a language/, /MD040/],
  ['open fence', append('```sh\nx'), /without a closing line/],
  ['open fence, shorter close', append('````sh\nx\n```'), /without a closing line/],
  ['open fence, other close', append('```sh\nx\n~~~'), /without a closing line/],
  ['open fence in a list', append('- x\n\n  ```sh\n  x\n\nMore.'), /without a closing line/],
  ['open fence in a quote', append('> ```sh\n> x\n\nMore.'), /without a closing line/],
  ['empty heading', append('##\n\nMore.'), /empty heading/],
  ['heading at the end', append('## Last'), /nothing below heading "Last"/],
  ['heading before a heading', append('## One\n\n## Two\n\nMore.'), /nothing below heading "One"/],
  ['heading before a higher one', append('### One\n\n## Two\n\nMore.'), /nothing below heading "One"/],
  ['heading over a bare table', append('## One\n\n| a |\n| - |'), /nothing below heading "One"/],
  ['None', append('Owner: None'), /literal None/],
  ['N/A', append('- N/A'), /literal N\/A/],
  ['undefined', append('**undefined**'), /literal undefined/, /MD036/],
  ['null', append('| a |\n| - |\n| null |'), /literal null/],
  ['template', append('For ${{ owner }}.'), /unfilled template/],
  ['mention', append('Ask @team about it.'), /mention "@team"/],
  ['mention first in a node', append('Ask **@team** about it.'), /mention "@team"/],
  ['mention in brackets', append('Ask (@team) about it.'), /mention "\(@team"/],
  ['escaped mention', append('Ask \\@team, &#64;ops.'), /mention "@team"/, /mention "@ops"/],
  ['bidi override', append('a\u202eb'), /character U\+202E/],
  ['zero-width space', append('a\u200bb'), /character U\+200B/],
  ['byte order mark', (raw) => `\ufeff${raw}`, /character U\+FEFF/],
  ['control in code', append('`a\u001b[0m`'), /character U\+001B/],
  ['character reference', append('a&#8203;b'), /U\+200B from a character reference/],
  ['carriage returns', replace('\n', '\r\n'), /character U\+000D/, /trailing blank/],
  ['broken diagram', append('```mermaid\nflowchart TD\n  a[x (y)] --> b\n```'), /mermaid: Parse error/],
  ['empty diagram', append('```mermaid\n```'), /mermaid: No diagram type/],
  ['trailing blank', replace('# Handoff\n', '# Handoff \n'), /trailing blank/, /MD009/],
  ['trailing blank in code', append('```sh\nx \n```'), /trailing blank/],
  ['no final newline', (raw) => raw.trimEnd(), /no newline at the end/, /MD047/],
  ['two final newlines', append(''), /more than one newline/, /MD012/],
];

for (const [fault, change, ...expected] of FAULTS) {
  test(`finds: ${fault}`, async () => {
    const root = copy((dir) => {
      const file = path.join(dir, 'handoff.md');
      fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
    });
    const { code, last, findings } = await judge([root]);
    assert.equal(code, 1);
    assert.equal(last, '1 passed, 1 failed');
    const told = findings.join('\n');
    for (const pattern of expected) assert.match(told, pattern);
    for (const finding of findings) {
      assert.match(finding, /handoff\.md:\d+: /);
      assert.ok(expected.some((pattern) => pattern.test(finding)), `not expected: ${finding}`);
    }
  });
}

test('tells the line', async () => {
  const root = copy((dir) => fs.appendFileSync(path.join(dir, 'README.md'), '\nAsk\n@team.\n'));
  const { findings } = await judge([root]);
  assert.equal(findings.length, 1);
  assert.match(findings[0], /README\.md:37: mention/);
});

test('a word can be allowed', async () => {
  const root = copy((dir) => fs.appendFileSync(path.join(dir, 'README.md'), '\nA null pointer.\n'));
  assert.equal((await judge([root])).code, 1);
  assert.equal((await judge([root], { allow: ['null'] })).code, 0);
});

test('finds bytes that are not UTF-8, and links that leave by a symbolic link', async () => {
  const root = copy((dir) => {
    fs.appendFileSync(path.join(dir, 'handoff.md'), Buffer.from([0xff, 0x0a]));
    fs.symlinkSync('/etc/hosts', path.join(dir, 'hosts'));
    fs.appendFileSync(path.join(dir, 'README.md'), '\nSee [it](hosts).\n');
  });
  const told = (await judge([root])).findings.join('\n');
  assert.match(told, /handoff\.md:1: cannot be read/);
  assert.match(told, /"hosts": leaves the package/);
});

test('finds folders without a package', async () => {
  const empty = fs.mkdtempSync(path.join(base, 'empty-'));
  const bare = copy((dir) => {
    fs.rmSync(path.join(dir, 'README.md'));
    fs.writeFileSync(path.join(dir, 'more.md'), '# More\n\nText.\n');
  });
  for (const [dir, pattern] of [
    [empty, /no package found/],
    [bare, /without a README.md/],
    [path.join(base, 'gone'), /no such folder/],
  ]) {
    const { code, findings } = await judge([good, dir]);
    assert.equal(code, 1);
    assert.match(findings.join('\n'), pattern);
  }
});

test('counts packages', async () => {
  const parent = fs.mkdtempSync(path.join(base, 'parent-'));
  for (const name of ['a', 'deep/b']) fs.cpSync(good, path.join(parent, name), { recursive: true });
  assert.equal((await judge([parent], { count: 2 })).last, '4 passed, 0 failed');
  assert.equal((await judge([parent, path.join(parent, 'a')], { count: 2 })).code, 0);
  const { code, findings } = await judge([parent], { count: 3 });
  assert.equal(code, 1);
  assert.match(findings[0], /found 2 packages, expected 3/);
});
