// What a document lists beside a diagram must be in the diagram, under its own name: the phases of a
// roadmap and their owners, services and what they depend on, questions and answers of whys.
import path from 'node:path';
import { toString } from 'mdast-util-to-string';
import { quote } from './report.mjs';

const LISTS = { 'roadmap.md': phases, 'handoff.md': services, 'five-whys.md': whys };

// `drawn` is what mermaid read of each block, with its node; `fail` makes of a node what reports its faults.
export function listed(document, drawn, fail) {
  LISTS[path.basename(document.file)]?.(document.tree.children, drawn, fail);
}

// A very long text is cut behind a whole word.
const same = (label, text) => {
  if (label.endsWith('…')) return text.startsWith(label.slice(0, -1));
  // A label ends without the full stop of a sentence.
  return label === text || `${label}.` === text;
};
const text = (node) => toString(node, { includeHtml: false }).replace(/\s+/g, ' ').trim();
// What would begin a command of a gantt stands in quotes there.
const bare = (label) => label.replace(/^“(.*)”$/s, '$1');

// What follows a heading of this level up to the next one of it or above.
function parts(children, depth, title) {
  const found = [];
  for (const node of children) {
    if (node.type === 'heading' && node.depth <= depth) {
      found.push({ heading: node, below: [], is: node.depth === depth && (!title || title.test(text(node))) });
    } else found.at(-1)?.below.push(node);
  }
  return found.filter(({ is }) => is);
}

function phases(children, drawn, fail) {
  const gantt = drawn.find(({ tasks }) => tasks);
  if (!gantt) return;
  const told = fail(gantt.node);
  const listed = parts(children, 2, /^Phases$/).flatMap(({ below }) => parts(below, 3));
  if (listed.length !== gantt.tasks.length) told(`${gantt.tasks.length} bars for ${listed.length} phases`);
  for (const [at, { heading, below }] of listed.entries()) {
    const bar = gantt.tasks.find(({ title }) => same(bare(title), text(heading)));
    if (!bar) told(`phase ${quote(text(heading))} has no bar`);
    // The first words below the heading are the owners.
    else if (!text(below[0]).startsWith(bare(bar.section).replace(/…$/, ''))) {
      told(`bar ${at + 1} is under ${quote(bar.section)}, but its phase begins with ${quote(text(below[0]))}`);
    }
  }
  if (new Set(gantt.sections).size < gantt.sections.length) told(`an owner has two sections: ${gantt.sections.join(', ')}`);
}

function services(children, drawn, fail) {
  const flow = drawn.find(({ nodes }) => nodes);
  const table = children.find((node) => node.type === 'table' && text(node.children[0].children[0]) === 'Service');
  if (!flow || !table) return;
  const told = fail(flow.node);
  const columns = table.children[0].children.map(text);
  const at = (name) => columns.indexOf(name);
  let arrows = 0;
  for (const { children: cells } of table.children.slice(1)) {
    const links = (cells[at('Depends on')]?.children ?? []).filter(({ type }) => type === 'link');
    if (links.length === 0) continue;
    const state = at('State') < 0 ? '–' : text(cells[at('State')]);
    const name = state === '–' ? text(cells[0]) : `${text(cells[0])}, ${state}`;
    for (const link of links) {
      arrows += 1;
      const there = flow.edges.some(({ from, to }) => same(from, name) && (to === text(link) || to.startsWith(`${text(link)}, `)));
      if (!there) told(`no arrow from ${quote(name)} to ${quote(text(link))}`);
    }
  }
  if (arrows !== flow.edges.length) told(`${flow.edges.length} arrows for ${arrows} dependencies`);
}

function whys(children, drawn, fail) {
  const lists = children.filter(({ type, ordered }) => type === 'list' && ordered);
  if (lists.length !== drawn.length) return fail(drawn[0].node)(`${drawn.length} diagrams for ${lists.length} chains`);
  for (const [at, list] of lists.entries()) {
    const flow = drawn[at];
    const told = fail(flow.node);
    if (flow.edges.length !== list.children.length) told(`${flow.edges.length} arrows for ${list.children.length} whys`);
    for (const item of list.children) {
      const [question, ...answer] = item.children[0].children;
      const asked = text(question);
      const answered = answer.map((node) => toString(node, { includeHtml: false })).join('').replace(/\s+/g, ' ').trim() || '?';
      const there = flow.edges.some(({ label, to }) => same(label, asked) && same(to, answered));
      if (!there) told(`no arrow ${quote(asked)} to ${quote(answered)}`);
    }
  }
}
