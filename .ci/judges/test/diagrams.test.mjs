// Good diagrams pass; each fault in one is found. All are drawn in one browser.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { judgeDiagrams } from '../lib/diagrams.mjs';
import { contents } from '../lib/mermaid.mjs';
import { Report } from '../lib/report.mjs';

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'diagrams-'));
after(() => fs.rmSync(base, { recursive: true }));

const ROADMAP = `# Roadmap

## Phases

### Find #1; then mend <a id="phase-a" name="phase-a"></a>

Database Platform, 1 h.

### Prove it

Shop, 2 h.

\`\`\`mermaid
%%{init: {"gantt": {"useWidth": 900, "leftPadding": 140, "rightPadding": 50}}}%%
gantt
    dateFormat YYYY-MM-DDTHH:mm:ss
    axisFormat %H:%M
    tickInterval 1hour
    section Database Platform
    “Find #35;1#59; then mend” :p1, 2026-03-02T09:00:00, 3600s
    section Shop
    Prove it :p2, 2026-03-02T10:00:00, 7200s
\`\`\`
`;
const HANDOFF = `# Handoff

| Service | State | Depends on |
| --- | --- | --- |
| Payouts (daily) | down | [Ledger](roadmap.md), [Bus](roadmap.md) |
| Help | up | – |

\`\`\`mermaid
flowchart LR
    s0["Payouts #40;daily#41;, down"]:::bad
    c1["Ledger, failing"]:::bad
    c2["Bus"]
    s0 --> c1
    s0 --> c2
    classDef bad fill:#fde2e1,stroke:#b42318,color:#1f1f1f
\`\`\`
`;
const WHYS = `# Five whys

1. **Why so late?** Nobody \`looked\`.
   - Evidence: the log
2. **Why not?**

\`\`\`mermaid
flowchart TD
    w0["Late"]
    w1["Nobody looked"]
    w2["?"]
    w0 -->|"Why so late?"| w1
    w1 -->|"Why not?"| w2
\`\`\`
`;
const GOOD = { 'README.md': '# Overview\n\nText.\n', 'roadmap.md': ROADMAP, 'handoff.md': HANDOFF, 'five-whys.md': WHYS };

const change = (file, from, to) => {
  assert.ok(GOOD[file].includes(from), `${file} holds ${from}`);
  return { ...GOOD, [file]: GOOD[file].replace(from, () => to) };
};

// [fault, files, what is found: all of these, and nothing else]
const FAULTS = [
  ['good', GOOD],
  ['owner on a bar', change('roadmap.md', '"leftPadding": 140', '"leftPadding": 75'), /"Database Platform" lies on a bar/],
  ['name of a bar', change('roadmap.md', '“Find #35;1#59; then mend”', '“Find 1 then mend”'), /phase "Find #1; then mend" has no bar/],
  ['bar that is missing', change('roadmap.md', '    Prove it :p2, 2026-03-02T10:00:00, 7200s\n', ''), /1 bars for 2 phases/, /"Prove it" has no bar/, /label "Shop" is not drawn/],
  ['bar under another owner', change('roadmap.md', '    section Shop\n', ''), /bar 2 is under "Database Platform"/],
  ['ticks that overlap', change('roadmap.md', 'tickInterval 1hour', 'tickInterval 1minute'), /ticks "[\d:]+" and "[\d:]+" overlap/],
  ['ticks that are alike', change('roadmap.md', 'axisFormat %H:%M', 'axisFormat %a'), /ticks do not tell one from another/],
  ['arrow that is missing', change('handoff.md', '    s0 --> c2\n', ''), /1 arrows for 2 dependencies/, /no arrow from "Payouts \(daily\), down" to "Bus"/],
  ['state of a service', change('handoff.md', 'daily#41;, down', 'daily#41;, up'), /no arrow from/],
  ['answer that is cut', change('five-whys.md', '"Nobody looked"', '"Nobody"'), /no arrow "Why so late\?" to "Nobody looked."/],
  ['why that is missing', change('five-whys.md', '    w1 -->|"Why not?"| w2\n', ''), /1 arrows for 2 whys/, /no arrow "Why not\?"/],
  ['label that is a list', change('five-whys.md', 'w0["Late"]', 'w0["1. Late"]'), null],
  ['broken diagram', change('five-whys.md', 'w0["Late"]', 'w0[Late (x)]'), /mermaid: Parse error/],
];

const findings = new Map();
const report = new Report();
for (const [at, [, files]] of FAULTS.entries()) {
  const root = path.join(base, String(at).padStart(2, '0'));
  fs.mkdirSync(root);
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(root, name), text);
}
await judgeDiagrams(report, [base]);
const lines = [];
const code = report.finish((text) => lines.push(text));
for (const line of lines) {
  const at = Number(/\/(\d\d)\/[a-z-]+\.md:\d+: /.exec(line)?.[1] ?? -1);
  findings.set(at, [...(findings.get(at) ?? []), line]);
}

for (const [at, [fault, , ...expected]] of FAULTS.entries()) {
  test(`diagrams: ${fault}`, () => {
    const told = findings.get(at) ?? [];
    if (expected[0] === null) return assert.ok(told.length <= 1, told.join('\n'));
    for (const pattern of expected) assert.match(told.join('\n'), pattern);
    for (const line of told) assert.ok(expected.some((pattern) => pattern.test(line)), `not expected: ${line}`);
  });
}

test('diagrams: the exit tells of findings', () => {
  assert.equal(code, 1);
});

test("diagrams: mermaid's own database is read back", async () => {
  const [, source] = /```mermaid\n([^]*?)```/.exec(ROADMAP);
  const { tasks, sections } = await contents(source);
  assert.deepEqual(sections, ['Database Platform', 'Shop']);
  assert.deepEqual(tasks.map(({ title }) => title), ['“Find #1; then mend”', 'Prove it']);
});
