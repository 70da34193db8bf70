// Every link, image and definition: the file exists inside the package and the
// anchor is one that GitHub gives to a heading.
import fs from 'node:fs';
import path from 'node:path';
import { line } from './document.mjs';
import { quote } from './report.mjs';

const ABSOLUTE = new Set(['http:', 'https:', 'mailto:']);

export function judgeLinks(document, fail, { root, documents }) {
  for (const [node] of document.nodes('link', 'image', 'definition')) {
    const message = fault(node.url, document, root, documents);
    if (message) fail(line(node), `link ${quote(node.url)}: ${message}`);
  }
}

function fault(url, document, root, documents) {
  if (url.trim() === '') return 'is empty';
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return absoluteFault(url);
  if (/[\\\s]/.test(url)) return 'holds a backslash or a blank';

  const [, rawPath, , rawAnchor] = /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(url);
  let target;
  let anchor;
  try {
    target = decodeURIComponent(rawPath);
    anchor = rawAnchor === undefined ? undefined : decodeURIComponent(rawAnchor);
  } catch {
    return 'has a malformed percent escape';
  }
  if (target.startsWith('/')) return 'is not relative to the package';
  const file = target === '' ? document.file : path.resolve(path.dirname(document.file), target);
  if (!inside(root, file)) return 'leaves the package';
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return 'no such file';
  if (!inside(fs.realpathSync(root), fs.realpathSync(file))) return 'leaves the package';
  return anchor === undefined ? undefined : anchorFault(anchor, file, stat, documents);
}

function absoluteFault(url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return 'is not a valid URL';
  }
  if (!ABSOLUTE.has(parsed.protocol)) return `scheme ${parsed.protocol} is not allowed`;
  if (parsed.protocol === 'mailto:') return parsed.pathname.includes('@') ? undefined : 'no address';
  return /^https?:\/\/[^/]/i.test(url) ? undefined : 'has no host';
}

function anchorFault(anchor, file, stat, documents) {
  const target = documents.get(file);
  if (target) return target.anchors.has(anchor) ? undefined : 'no such anchor';
  if (stat.isDirectory()) return 'anchor on a folder';
  // Scripts and the like have only line anchors.
  const range = /^L(\d+)(?:-L(\d+))?$/.exec(anchor);
  if (!range) return 'anchor on a file that is not Markdown';
  const last = fs.readFileSync(file, 'utf8').replace(/\n$/, '').split('\n').length;
  const [from, to] = [Number(range[1]), Number(range[2] ?? range[1])];
  return from >= 1 && from <= to && to <= last ? undefined : `the file has ${last} lines`;
}

function inside(root, file) {
  const relative = path.relative(root, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
