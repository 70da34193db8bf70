// Finds the rendered packages below folders and runs every judge on their files.
import fs from 'node:fs';
import path from 'node:path';
import { judgeCharacters } from './characters.mjs';
import { Document } from './document.mjs';
import { judgeFences } from './fences.mjs';
import { judgeLinks } from './links.mjs';
import { judgeMarkdownlint } from './markdownlint.mjs';
import { judgeMermaid } from './mermaid.mjs';
import { judgeShape } from './shape.mjs';
import { judgeText } from './text.mjs';

const SKIPPED = new Set(['.git', 'node_modules']);

export async function judgePackages(report, dirs, { count, allow = [] } = {}) {
  const packages = findPackages(report, dirs);
  if (count !== undefined && packages.size !== count) {
    report.fail(dirs[0], 1, `found ${packages.size} packages, expected ${count}`);
  }
  for (const [root, files] of packages) await judgePackage(report, root, files, allow);
  report.note(`judged ${packages.size} packages`);
}

// All Markdown files of the packages below these folders.
export function packageFiles(report, dirs) {
  return [...findPackages(report, dirs).values()].flatMap((files) => [...files]);
}

// Folder -> set of its Markdown files. A folder without a package is a finding.
export function findPackages(report, dirs) {
  const packages = new Map();
  for (const dir of dirs) {
    if (!fs.statSync(dir, { throwIfNoEntry: false })?.isDirectory()) {
      report.fail(dir, 1, 'no such folder');
      continue;
    }
    if (!collect(path.resolve(dir), null, packages, report)) report.fail(dir, 1, 'no package found');
  }
  return packages;
}

// A package is a folder with README.md and at least one other *.md file, or with
// a README.md that starts with the renderer's comment. Markdown in its subfolders
// belongs to it. Rendered files without a README.md are a finding, not a skip.
// Returns whether a package was found.
function collect(dir, owner, packages, report) {
  const entries = fs.readdirSync(dir, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const isMarkdown = (entry) => !entry.isDirectory() && entry.name.endsWith('.md');
  const files = entries.filter(isMarkdown).map((entry) => path.join(dir, entry.name));
  const readme = files.find((file) => path.basename(file) === 'README.md');
  let root = owner;
  if (readme && (files.length > 1 || startsWithComment(readme))) root = dir;
  if (root) {
    packages.set(root, new Set([...(packages.get(root) ?? []), ...files]));
  } else if (!readme && files.length > 1) {
    report.fail(dir, 1, `${files.length} Markdown files without a README.md`);
  }
  let found = root === dir;
  for (const entry of entries) {
    if (!entry.isDirectory() || SKIPPED.has(entry.name)) continue;
    found = collect(path.join(dir, entry.name), root, packages, report) || found;
  }
  return found;
}

function startsWithComment(file) {
  return fs.statSync(file).isFile() && fs.readFileSync(file, 'utf8').startsWith('<!--');
}

async function judgePackage(report, root, files, allow) {
  const documents = new Map();
  for (const file of files) {
    report.judged(file);
    if (!fs.lstatSync(file).isFile()) {
      report.fail(file, 1, 'not a regular file');
      continue;
    }
    try {
      documents.set(file, new Document(file));
    } catch (error) {
      report.fail(file, 1, `cannot be read: ${error.message}`);
    }
  }
  for (const document of documents.values()) {
    const fail = (line, message) => report.fail(document.file, line, message);
    judgeMarkdownlint(document, fail);
    judgeLinks(document, fail, { root, documents });
    judgeShape(document, fail);
    judgeFences(document, fail);
    judgeText(document, fail, allow);
    judgeCharacters(document, fail);
    await judgeMermaid(document, fail);
  }
}
