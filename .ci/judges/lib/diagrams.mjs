// Every Mermaid diagram of a package, drawn in a real browser. No label may be cut or leave its box,
// each must read as it was meant, and what the document around it lists must be in it.
import { withBrowser } from './browser.mjs';
import { Document, line } from './document.mjs';
import { contents } from './mermaid.mjs';
import { packageFiles } from './packages.mjs';
import { listed } from './promised.mjs';
import { quote } from './report.mjs';

// The column of a document on a desktop. GitHub scales a diagram down in a narrower one.
const WIDTH = 1000;

export async function judgeDiagrams(report, dirs, { drawnOnly = false } = {}) {
  const documents = packageFiles(report, dirs).map((file) => new Document(file));
  let drawn = 0;
  await withBrowser(async ({ page, show }) => {
    for (const document of documents) {
      const blocks = document.nodes('code').filter(([node]) => node.lang === 'mermaid').map(([node]) => node);
      report.judged(document.file);
      if (blocks.length === 0) continue;
      const fail = (node) => (message) => report.fail(document.file, line(node), message);
      await show(document.raw, WIDTH);
      const figures = await page.evaluate(measure);
      const read = [];
      for (const [at, node] of blocks.entries()) {
        drawn += 1;
        const fault = figures[at] ? figures[at].fault : 'the page does not show it';
        if (fault) {
          report.fail(document.file, line(node), `mermaid: ${fault}`);
          continue;
        }
        read.push({ node, ...(await contents(node.value)) });
        judgeDrawing(figures[at], read.at(-1), fail(node));
      }
      if (!drawnOnly && read.length === blocks.length) listed(document, read, fail);
    }
  });
  if (drawn === 0 && documents.length > 0) report.fail(dirs[0], 1, 'no diagram in any package');
  report.note(`drew ${drawn} diagrams`);
}

function judgeDrawing(figure, meant, fail) {
  for (const fault of figure.faults) fail(fault);
  const shown = new Map();
  for (const text of figure.labels) shown.set(text, (shown.get(text) ?? 0) + 1);
  for (const text of meant.labels) {
    const left = shown.get(text) ?? 0;
    if (left === 0) fail(`label ${quote(text, 200)} is not drawn as it was meant`);
    shown.set(text, left - 1);
  }
}

// Runs in the page: of each diagram its labels as they read, and what is cut, outside, or on another.
function measure() {
  /* global document */
  const NEAR = 1.5; // px that browsers round
  const read = (element) => {
    const lines = element.matches('.sectionTitle') ? [...element.querySelectorAll('tspan')] : [element];
    return lines.map((line) => line.textContent).join(' ').replace(/\s+/g, ' ').trim();
  };
  const within = (inner, outer, slack = NEAR) =>
    inner.left >= outer.left - slack && inner.right <= outer.right + slack &&
    inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack;
  const crosses = (a, b) =>
    a.left < b.right - NEAR && b.left < a.right - NEAR && a.top < b.bottom - NEAR && b.top < a.bottom - NEAR;
  return [...document.querySelectorAll('figure.mermaid')].map((figure) => {
    if (figure.dataset.fault) return { fault: figure.dataset.fault };
    const svg = figure.querySelector('svg');
    const sheet = svg.getBoundingClientRect();
    const faults = [];
    const labels = [];
    const box = (element) => element.getBoundingClientRect();
    for (const label of svg.querySelectorAll('.nodeLabel, .edgeLabel .edgeLabel, .edgeLabel p')) {
      if (label.querySelector('.nodeLabel, .edgeLabel, p') && !label.matches('.nodeLabel')) continue;
      if (label.parentElement.closest('.nodeLabel')) continue;
      const text = read(label);
      if (text === '') continue;
      labels.push(text);
      const room = label.closest('foreignObject');
      if (room && !within(box(label), box(room))) faults.push(`label ${JSON.stringify(text)} is cut`);
      const node = label.closest('.node')?.querySelector('.label-container');
      if (node && !within(box(label), box(node))) faults.push(`label ${JSON.stringify(text)} leaves its box`);
      if (!within(box(label), sheet)) faults.push(`label ${JSON.stringify(text)} leaves the diagram`);
    }
    const bars = [...svg.querySelectorAll('rect.task, .milestone')].map(box);
    const inChart = [...svg.querySelectorAll('.taskText, .taskTextOutsideRight, .taskTextOutsideLeft, .sectionTitle')];
    for (const label of inChart) {
      const text = read(label);
      labels.push(text);
      const place = box(label);
      if (!within(place, sheet)) faults.push(`label ${JSON.stringify(text)} leaves the diagram`);
      const inside = bars.some((bar) => within(place, bar, 4));
      if (!inside && bars.some((bar) => crosses(place, bar))) faults.push(`label ${JSON.stringify(text)} lies on a bar`);
      for (const other of inChart) {
        if (other !== label && crosses(place, box(other))) {
          faults.push(`label ${JSON.stringify(text)} lies on ${JSON.stringify(read(other))}`);
        }
      }
    }
    const ticks = [...svg.querySelectorAll('.tick text')];
    for (const [at, tick] of ticks.entries()) {
      if (at > 0 && crosses(box(tick), box(ticks[at - 1]))) {
        faults.push(`ticks ${JSON.stringify(read(ticks[at - 1]))} and ${JSON.stringify(read(tick))} overlap`);
      }
    }
    const said = ticks.map(read);
    if (new Set(said).size < said.length) faults.push(`ticks do not tell one from another: ${said.join(', ')}`);
    return { faults, labels };
  });
}
