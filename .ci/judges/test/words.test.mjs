// Faults of spelling and language are found where they stand; what is no running text is left alone.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { Report } from '../lib/report.mjs';
import { judgeWords } from '../lib/words.mjs';

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'words-'));
after(() => fs.rmSync(base, { recursive: true }));

async function judge(name, text) {
  const file = path.join(base, name);
  fs.writeFileSync(file, text);
  const report = new Report();
  await judgeWords(report, [file]);
  const lines = [];
  report.finish((line) => lines.push(line));
  return lines.slice(0, -1).map((line) => line.slice(line.indexOf(`${name}:`) + name.length + 1));
}

const FAULTS = [
  ['an unknown word', 'x.md', 'One.\n\nThe recieved notice.\n', /^3: unknown word "recieved"; is it received/],
  ['a word for which there is a simpler one', 'x.md', 'We utilize it.\n', /^1: .*utilize.*use/],
  ['a word twice', 'x.md', 'It is is there.\n', /^1: Unexpected repeated `is`/],
  ['a wrong article', 'x.md', 'This is a error.\n', /^1: Unexpected article `a`/],
  ['a fault between tags', 'x.md.tera', '{% if x %}\nThe handof of {{ y }}\n{% endif %}\n', /^2: unknown word "handof"/],
];
for (const [fault, name, text, pattern] of FAULTS) {
  test(`words: finds ${fault}`, async () => {
    const told = await judge(name, text);
    assert.equal(told.length, 1, told.join('\n'));
    assert.match(told[0], pattern);
  });
}

test('words: code, addresses, HTML and tags are no running text', async () => {
  const text = 'Run `kubctl` with <a id="xqz" name="xqz"></a> at <https://xqzy.example/recieve>.\n\n```sh\nutilize\n```\n';
  assert.deepEqual(await judge('x.md', text), []);
  assert.deepEqual(await judge('x.md.tera', '{# recieve #}{{ recieve | utilize }}{% set recieve = 1 %}\n'), []);
  assert.deepEqual(await judge('x.md', 'Is the `x` the same? An `y` and a `z`.\n'), []);
});

test('words: a path that is missing is a finding', async () => {
  const report = new Report();
  await judgeWords(report, [path.join(base, 'gone')]);
  assert.equal(report.finish(() => {}), 1);
});
