// markdownlint with its default rules; only the line length (MD013) is off, and `a` is the one element
// that a document may hold: its anchors (judged in shape.mjs), as its second line says to markdownlint.
import { lint } from 'markdownlint/sync';

export function judgeMarkdownlint(document, fail) {
  const results = lint({
    strings: { document: document.raw },
    config: { default: true, MD013: false, MD033: { allowed_elements: ['a'] } },
    noInlineConfig: true, // a rendered comment must not switch a rule off
    frontMatter: null, // rendered files have none
  });
  for (const finding of results.document) {
    const detail = [finding.errorDetail, finding.errorContext && `[${finding.errorContext}]`];
    fail(
      finding.lineNumber,
      [`markdownlint ${finding.ruleNames[0]}: ${finding.ruleDescription}`, ...detail]
        .filter(Boolean)
        .join(' '),
    );
  }
}
