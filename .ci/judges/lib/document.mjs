// One Markdown file, read and parsed once for all judges.
import fs from 'node:fs';
import GithubSlugger from 'github-slugger';
import { toString } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visitParents } from 'unist-util-visit-parents';

const processor = unified().use(remarkParse).use(remarkGfm);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class Document {
  constructor(file) {
    this.file = file;
    this.raw = utf8.decode(fs.readFileSync(file)); // throws on bytes that are not UTF-8
    this.lines = this.raw.split('\n');
    this.tree = processor.parse(this.raw);
  }

  // Nodes of these types, in document order, each as [node, ancestors].
  nodes(...types) {
    const found = [];
    visitParents(this.tree, types, (node, ancestors) => {
      found.push([node, ancestors]);
    });
    return found;
  }

  // The anchors GitHub gives to the headings: slugs, repeated ones counted; and those that have a name.
  get anchors() {
    if (!this.slugs) {
      const slugger = new GithubSlugger();
      this.slugs = new Set(this.nodes('heading').map(([node]) => slugger.slug(toString(node))));
      for (const [node] of this.nodes('html')) {
        const named = /^<a id="([^"]+)" name="\1">$/.exec(node.value);
        if (named) this.slugs.add(named[1]);
      }
    }
    return this.slugs;
  }
}

export function line(node) {
  return node.position.start.line;
}
