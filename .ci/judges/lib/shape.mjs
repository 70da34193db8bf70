// The shape of a document as remark-gfm reads it: raw HTML, tables, headings.
import { toString } from 'mdast-util-to-string';
import { line } from './document.mjs';
import { quote } from './report.mjs';

export function judgeShape(document, fail) {
  judgeHtml(document, fail);
  judgeTables(document, fail);
  judgeHeadings(document, fail);
}

const ALLOWED =
  '<!-- markdownlint-configure-file { "MD033": { "allowed_elements": ["a"] } } -->';
const ANCHOR = /^<a id="([A-Za-z0-9_.-]+)" name="\1">$/;

// Raw HTML is not allowed; one whole comment in the first line is, behind it the one that allows
// anchors, and empty anchors.
function judgeHtml(document, fail) {
  let open = false;
  for (const [node] of document.nodes('html')) {
    const [first, ...more] = node.value.split('\n');
    const comment = /^<!--(?:(?!-->)[^\n])*-->$/.test(first);
    if (comment && node.position.start.offset === 0 && more.every((line) => line === ALLOWED)) continue;
    if (node.value === ALLOWED && line(node) === 2) continue;
    const start = node.position.start.offset;
    const closes = open === start && node.value === '</a>';
    open = ANCHOR.test(node.value) ? node.position.end.offset : false;
    if (open || closes) continue;
    fail(line(node), `raw HTML: ${quote(node.value)}`);
  }
}

function judgeTables(document, fail) {
  for (const [table] of document.nodes('table')) {
    const [header, ...rows] = table.children;
    for (const row of rows) {
      if (row.children.length === header.children.length) continue;
      fail(
        line(row),
        `table row has ${row.children.length} cells, its header has ${header.children.length}`,
      );
    }
  }
  // A table whose delimiter row is wrong is no table at all but a paragraph.
  for (const [paragraph] of document.nodes('paragraph')) {
    const { start, end } = paragraph.position;
    for (const [index, text] of document.raw.slice(start.offset, end.offset).split('\n').entries()) {
      if (!/^[\s>]*\|/.test(text)) continue;
      fail(line(paragraph) + index, `table row outside of a table: ${quote(text.trim())}`);
      break;
    }
  }
}

function judgeHeadings(document, fail) {
  for (const [heading, ancestors] of document.nodes('heading')) {
    const title = toString(heading).trim();
    if (title === '') {
      fail(line(heading), 'empty heading');
      continue;
    }
    const siblings = ancestors.at(-1).children;
    const following = siblings.slice(siblings.indexOf(heading) + 1);
    const end = following.findIndex((n) => n.type === 'heading' && n.depth <= heading.depth);
    const section = end === -1 ? following : following.slice(0, end);
    if (!section.some(hasContent)) fail(line(heading), `nothing below heading ${quote(title)}`);
  }
}

// A deeper heading is content: it is judged itself.
function hasContent(node) {
  switch (node.type) {
    case 'definition':
    case 'footnoteDefinition':
    case 'html':
    case 'thematicBreak':
      return false;
    case 'table':
      return node.children.length > 1;
    case 'image':
    case 'imageReference':
      return true;
    default:
      return node.children ? node.children.some(hasContent) : /\S/.test(node.value ?? '');
  }
}
