// The running text of a file: everything else as blanks, so that lines and columns stay. Of a Markdown
// file what is outside of code, addresses and HTML; of a template what is outside of its tags.
import fs from 'node:fs';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visitParents } from 'unist-util-visit-parents';

const markdown = unified().use(remarkParse).use(remarkGfm);

export function prose(file) {
  const source = fs.readFileSync(file, 'utf8');
  const text = file.endsWith('.tera') ? source.replace(/\{[{%#][^]*?[}%#]\}/g, blank) : source;
  const shown = [];
  visitParents(markdown.parse(text), 'text', (node, ancestors) => {
    const link = ancestors.at(-1);
    const isAddress = link.type === 'link' && link.url.endsWith(node.value);
    if (!isAddress) shown.push([node.position.start.offset, node.position.end.offset]);
  });
  let prose = '';
  let at = 0;
  for (const [start, end] of shown) {
    prose += blank(text.slice(at, start)) + text.slice(start, end).replace(/\\/g, ' ');
    at = end;
  }
  return { source, prose: prose + blank(text.slice(at)) };
}

function blank(text) {
  return text.replace(/[^\n]/g, ' ');
}
