// YAML records against a JSON Schema 2020-12, which must (not) accept them.
import fs from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import YAML from 'yaml';
import { compile, messages, readJson } from './ajv.mjs';
import { shown } from './report.mjs';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

export function judgeSchema(report, schemaFile, records, expect) {
  let schema;
  try {
    schema = readJson(schemaFile);
  } catch (error) {
    report.fail(schemaFile, 1, `cannot be read: ${error.message}`);
    return;
  }
  if (schema.$schema !== DIALECT) report.fail(schemaFile, 1, `$schema is not ${DIALECT}`);
  // Strict, but for what a schema generated from Rust types does all the time.
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
  });
  // What editors show: no word of JSON Schema, and known to all that read schemas for it.
  ajv.addKeyword('markdownDescription');
  addFormats(ajv);
  for (const bits of [8, 16, 32, 64]) {
    const validate = (n) => Number.isInteger(n) && n >= 0 && n < 2 ** bits;
    ajv.addFormat(`uint${bits}`, { type: 'number', validate });
    if (bits === 64) ajv.addFormat('uint', { type: 'number', validate });
  }
  const validate = compile(ajv, schema, schemaFile, report);
  if (!validate) return;

  for (const file of records) {
    report.judged(file);
    const faults = check(file, validate, report);
    if (!faults) continue;
    const [first = '', ...others] = faults;
    const reason = others.length ? `${first} (and ${others.length} more)` : first;
    if (expect === 'valid') {
      for (const fault of faults) report.fail(file, 1, `invalid: ${fault}`);
    } else if (faults.length === 0) {
      report.fail(file, 1, 'valid, expected invalid');
    }
    report.note(`${shown(file)}: ${faults.length ? `invalid: ${reason}` : 'valid'}`);
  }
}

// The faults of a record; undefined when the file itself cannot be read, which
// is never what was expected.
function check(file, validate, report) {
  let text;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    report.fail(file, 1, `cannot be read: ${error.message}`);
    return undefined;
  }
  const document = YAML.parseDocument(text, { version: '1.2', schema: 'core', strict: true });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length) return faults.map((fault) => `YAML: ${fault.message.split('\n')[0]}`);
  try {
    return validate(document.toJS()) ? [] : messages(validate);
  } catch (error) {
    return [`YAML: ${error.message}`];
  }
}
