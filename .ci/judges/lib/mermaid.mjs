// Every ```mermaid block parses with mermaid's own parser, headless.
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

async function fault(source) {
  loading ??= load();
  const mermaid = await loading;
  try {
    await mermaid.parse(source);
  } catch (error) {
    return String(error?.message ?? error).split('\n').map((part) => part.trim()).join(' / ');
  }
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
