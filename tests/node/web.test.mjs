// gRPC-Web through the proxy, with a certificate. Run by test_node.py against Envoy and a real server.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-node";

import { contractOf, readCase } from "./cases.mjs";

const contract = contractOf(readFileSync(process.env.PROPENGINE_CONTRACT));
const file = (name) => readFileSync(path.join(process.env.PROPENGINE_TLS, name));
const example = (name) =>
  readCase(contract, readFileSync(new URL(`../../examples/${name}.json`, import.meta.url), "utf8"));

function client(nodeOptions) {
  const transport = createGrpcWebTransport({
    baseUrl: process.env.PROPENGINE_FRONT,
    httpVersion: "1.1",
    nodeOptions: { ca: file("clients.crt"), ...nodeOptions },
  });
  return createClient(contract.getService("propengine.v1.EvaluationService"), transport);
}

const clerk = client({ cert: file("clerk.crt"), key: file("clerk.key") });

test("a case is answered, exact numbers included", async () => {
  const { decision } = await clerk.evaluateCase({ case: example("pt-herb-25.1-g-2010") });
  const { range } = decision.outcomes[0].checkpoints.at(-1);

  assert.equal(decision.outcomes[0].offence.id, "art-40-2-above-ten-days");
  assert.equal(range.max.months.numerator, 12n);
});

test("a refusal names every fault", async () => {
  const error = await clerk.evaluateCase({ case: example("faulty-case") }).then(assert.fail, ConnectError.from);
  const [{ reason }] = error.findDetails(contract.getMessage("google.rpc.ErrorInfo"));
  const [{ fieldViolations }] = error.findDetails(contract.getMessage("google.rpc.BadRequest"));

  assert.equal(error.code, Code.InvalidArgument);
  assert.equal(reason, "SEVERAL_FAULTS");
  assert.deepEqual(fieldViolations.map(({ field }) => field), [
    "case.facts[own_use_proved]",
    "case.items[0].substance",
    "case.items[0].amount",
    "case.items[1].unit",
  ]);
});

test("without a certificate nothing is answered", async () => {
  await assert.rejects(client({}).evaluateCase({ case: example("pt-herb-25.1-g-2010") }), ConnectError);
});
