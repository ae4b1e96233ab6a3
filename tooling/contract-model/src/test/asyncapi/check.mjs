// Reads a document with the official parser and prints, as JSON, what the parser has to say of it.
// The parser lets schemas of formats that it doesn't know pass: what is no JSON Schema 2020-12 is found by Ajv, which
// it brings along.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import Ajv2020 from 'ajv/dist/2020.js';

const format = 'application/schema+json;version=draft-2020-12';
const ajv = new Ajv2020.default({ strict: false, validateFormats: false });
const parser = new Parser();
const seen = [];
const refused = [];
parser.registerSchemaParser({
  getMimeTypes: () => [format],
  validate: () => [], // not called for AsyncAPI 3
  parse: ({ data, path }) => {
    seen.push(path.join('/'));
    if (!ajv.validateSchema(data)) {
      refused.push({ path: path.join('/'), errors: ajv.errorsText() });
    }
    return data;
  },
});

const { document, diagnostics } = await parser.parse(readFileSync(process.argv[2], 'utf8'));
console.log(JSON.stringify({
  version: document?.version(),
  channels: document?.channels().all().map((channel) => channel.address()),
  sends: document?.operations().filterBySend().map((operation) => operation.id()),
  receives: document?.operations().filterByReceive().map((operation) => operation.id()),
  messages: document?.messages().all().map((message) => message.name()),
  schemas: seen,
  refused,
  diagnostics: diagnostics.map(({ severity, code, message, path }) => ({ severity, code, message, path })),
}));
