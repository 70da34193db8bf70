// SARIF logs against the OASIS schema of SARIF 2.1.0, as @microsoft/jest-sarif ships
// it. That copy differs from the final sarif-schema-2.1.0.json in its titles and in
// naming draft-04; no keyword that differs between the drafts is used.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { compile, messages, readJson } from './ajv.mjs';

const SCHEMA = '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';

export function judgeSarif(report, files) {
  const schemaFile = createRequire(import.meta.url).resolve(SCHEMA);
  const { id, ...schema } = readJson(schemaFile);
  schema.$schema = 'http://json-schema.org/draft-07/schema#';
  schema.$id = id;
  // The schema holds a pattern with a stray bracket, which only lax patterns allow.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = compile(ajv, schema, schemaFile, report);
  if (!validate) return;

  for (const file of files) {
    report.judged(file);
    let log;
    try {
      log = JSON.parse(fs.readFileSync(file, 'utf8'));
    } catch (error) {
      report.fail(file, 1, error.message);
      continue;
    }
    if (!validate(log)) {
      for (const message of messages(validate)) report.fail(file, 1, message);
    }
  }
}
