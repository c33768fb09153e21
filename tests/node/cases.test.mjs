// What a case in JSON is read as, and what is refused. Run by test_node.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { contractOf, readCase } from "./cases.mjs";

const contract = contractOf(readFileSync(process.env.PROPENGINE_CONTRACT));
const read = (text) => readCase(contract, text);
const uncertain = readFileSync(new URL("../../examples/pt-resin-3-percent-uncertain.json", import.meta.url), "utf8");

test("every field of a case arrives, whichever way its name is written", () => {
  const found = read(uncertain);
  const [item] = found.items;

  assert.equal(found.jurisdiction, "pt");
  assert.deepEqual([item.purityPercent, item.purityUncertainty], ["3", "0.5"]);
  assert.deepEqual(read(uncertain.replace("purityPercent", "purity_percent")), found);
  assert.deepEqual(read(`\uFEFF${uncertain}`), found);
});

for (const [what, text, told] of [
  ["a misspelt name", '{"offenseDate": {"year": 2010}}', /"offenseDate" is unknown/],
  ["a misspelt name further in", '{"items": [{"purityPercnt": "3"}]}', /"purityPercnt" is unknown/],
  ["a word that is none", '{"stage": "STAGE_TRYAL"}', /STAGE_TRYAL/],
  ["a word without its beginning", '{"facts": {"a": {"text": "b", "standing": "DISPUTED"}}}', /DISPUTED/],
  ["a name twice", '{"stage": "STAGE_TRIAL", "stage": "STAGE_SENTENCING"}', /[Dd]uplicate key/],
  ["a name in both of its spellings", '{"offenceDate": {}, "offence_date": {}}', /multiple times/],
  ["two values of one fact", '{"facts": {"a": {"text": "b", "boolean": true}}}', /multiple times/],
  ["a text for a boolean", '{"facts": {"a": {"boolean": "false"}}}', /"false"/],
  ["a number for a text", '{"items": [{"amount": 24.9}]}', /24\.9/],
  ["a number that JavaScript would round", '{"facts": {"a": {"integer": 9007199254740993}}}', /in quotes/],
  ["no object", "[]", /Case/],
]) {
  test(`${what} is refused`, () => assert.throws(() => read(text), told));
}
