// Every ```mermaid block parses with mermaid's own parser, headless; and what mermaid read of it.
import { line } from './document.mjs';

const verdicts = new Map(); // source of a diagram -> undefined or the fault
let loading;

export async function judgeMermaid(document, fail) {
  for (const [node] of document.nodes('code')) {
    if (node.lang?.toLowerCase() !== 'mermaid') continue;
    if (node.lang !== 'mermaid') fail(line(node), `language ${node.lang} is not "mermaid"`);
    if (!verdicts.has(node.value)) verdicts.set(node.value, await fault(node.value));
    const message = verdicts.get(node.value);
    if (message) fail(line(node), `mermaid: ${message}`);
  }
}

// What mermaid's own database holds of a diagram: `labels`, all texts that it shows; for a flowchart
// `nodes` and `edges` [{ from, to, label }], for a gantt `sections` and `tasks` [{ title, section }].
export async function contents(source) {
  const reader = await mermaid();
  await reader.parse(source); // which makes the kinds of diagrams known
  const { db } = await reader.mermaidAPI.getDiagramFromText(source);
  if (db.getTasks) {
    const sections = db.getSections().map(decoded);
    const tasks = db.getTasks().map(({ task, section }) => ({ title: decoded(task), section: decoded(section) }));
    return { sections, tasks, labels: [...sections, ...tasks.map(({ title }) => title)] };
  }
  const nodes = [...db.getVertices().values()].map(({ id, text }) => ({ id, label: decoded(text) }));
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const edges = db.getEdges().map(({ start, end, text }) => {
    return { from: labels.get(start), to: labels.get(end), label: decoded(text ?? '') };
  });
  const shown = [...labels.values(), ...edges.map(({ label }) => label)];
  return { nodes: [...labels.values()], edges, labels: shown.filter((label) => label !== '') };
}

// Mermaid keeps entity codes such as `#35;` in a spelling of its own until it draws.
function decoded(text) {
  const known = text.replaceAll('ﬂ°°', '&#').replaceAll('ﬂ°', '&').replaceAll('¶ß', ';');
  const read = known.replace(/&#(\d+);/g, (whole, code) => String.fromCodePoint(Number(code)));
  return read.replace(/<br>|\s+/g, ' ').trim();
}

async function fault(source) {
  try {
    await (await mermaid()).parse(source);
  } catch (error) {
    return String(error?.message ?? error).split('\n').map((part) => part.trim()).join(' / ');
  }
}

function mermaid() {
  loading ??= load();
  return loading;
}

// DOMPurify, which mermaid uses while it parses, wants a window.
async function load() {
  const { JSDOM } = await import('jsdom');
  const { window } = new JSDOM('');
  globalThis.window = window;
  globalThis.document = window.document;
  const { default: mermaid } = await import('mermaid');
  return mermaid;
}
