// The contract as another language meets it. Run by test_node.py against a real server with the rulesets pt and xx.

import assert from "node:assert/strict";
import { once } from "node:events";
import { after, test } from "node:test";

import grpc from "@grpc/grpc-js";

import {
  EvaluationService,
  ask,
  close,
  detailsOf,
  evaluations,
  example,
  failure,
  reflectedMethods,
  statusOf,
  watch,
  within,
} from "./service.mjs";

const ABOVE_TEN_DAYS = "pt-herb-25.1-g-2010";
const WITHIN_TEN_DAYS = "pt-herb-24.9-g-2010";
const UNCERTAIN = "pt-resin-3-percent-uncertain";
const END = { kind: "END_KIND_MONTHS", rung: "", rounded: false };

after(close);

test("25.1 g of herbal cannabis in 2010 are answered as art. 40(2) says", async () => {
  const { decision } = await ask("EvaluateCase", { case: example(ABOVE_TEN_DAYS) });
  const [outcome, ...others] = decision.outcomes;
  const final = outcome.checkpoints.at(-1);
  const days = outcome.figures.find(({ of }) => of === "days");
  const [custody, fine] = outcome.sanction.any_of.sanctions;

  assert.deepEqual(others, []);
  assert.equal(decision.status, "DECISION_STATUS_DECIDED");
  assert.equal(decision.jurisdiction, "pt");
  assert.match(decision.ruleset_digest, /^[0-9a-f]{64}$/);
  assert.equal(outcome.offence.id, "art-40-2-above-ten-days");
  assert.equal(outcome.offence.source.provision, "DL 15/93 art. 40(2)");
  assert.equal(outcome.classification, "CLASSIFICATION_PERSONAL_USE");
  assert.equal(outcome.liability, "LIABILITY_CRIMINAL_CUSTODIAL");
  assert.equal(final.name, "CHECKPOINT_NAME_FINAL");
  assert.deepEqual(final.range.min, {
    ...END,
    months: { numerator: "0", denominator: "1" },
    enacted: "0",
    rendered: { en: "0 days", es: "", pt: "0 dias", fr: "" },
  });
  assert.deepEqual(final.range.max, {
    ...END,
    months: { numerator: "12", denominator: "1" },
    enacted: "1 y",
    rendered: { en: "1 year", es: "", pt: "1 ano", fr: "" },
  });
  assert.deepEqual([custody.kind, fine.kind], ["custody", "fine"]);
  assert.deepEqual([fine.fine.unit, fine.fine.max], ["day_fine", "120"]);
  assert.deepEqual([days.row, days.value.number, days.enacted], ["cannabis_herbal", "251/25", ["2.5 g"]]);
  assert.deepEqual(
    outcome.passed_programmes.filter(({ id }) => id === "pt-cdt").map(({ stages }) => stages),
    [["STAGE_PRE_ARREST"]],
  );
  assert.ok(outcome.programmes.every(({ id }) => id !== "pt-cdt"));
  assert.ok(outcome.trace.some(({ id, role }) => id === "art-40-2-above-ten-days" && role === "ROLE_OFFENCE"));
  assert.equal(decision.lowest_mark, "MARK_V");
  assert.deepEqual(
    decision.milder_law_comparisons.map(({ verdict }) => verdict),
    ["MILDER_LAW_VERDICT_NOT_COMPARED"],
  );
  assert.equal(decision.preferred, 0);
});

test("24.9 g, a fifth of a gram less, are no crime", async () => {
  const { decision } = await ask("EvaluateCase", { case: example(WITHIN_TEN_DAYS) });

  assert.equal(decision.outcomes[0].offence.id, "lei-30-2000-art-2");
  assert.equal(decision.outcomes[0].liability, "LIABILITY_ADMINISTRATIVE");
  assert.deepEqual(decision.outcomes[0].checkpoints, []);
});

test("a purity and its uncertainty arrive", async () => {
  const { items } = example(UNCERTAIN);
  const { decision } = await ask("EvaluateCase", { case: example(UNCERTAIN) });
  const certain = await ask("EvaluateCase", { case: { ...example(UNCERTAIN), items: [{ ...items[0], purity_uncertainty: "" }] } });

  assert.equal(items[0].purity_uncertainty, "0.5");
  assert.notDeepEqual(decision.outcomes, certain.decision.outcomes);
});

test("an exact number beyond a JavaScript number arrives digit by digit", async () => {
  const [part, whole] = [9007199254740993n, 36028797018963971n];
  const { decision } = await ask("EvaluateCase", {
    case: {
      jurisdiction: "xx",
      offence_date: { year: 2005, month: 6, day: 1 },
      decision_date: { year: 2006, month: 1, day: 10 },
      stage: "STAGE_SENTENCING",
      conduct: "CONDUCT_SUPPLY",
      items: [{ substance: "cocaine", amount: "6", unit: "g" }],
      facts: { guilty_plea: { boolean: true }, plea_reduction: { text: `${part}/${whole}` } },
    },
  });
  const { numerator, denominator } = decision.outcomes[decision.preferred].checkpoints.at(-1).range.min.months;

  assert.equal(typeof numerator, "string");
  assert.ok(BigInt(numerator) > BigInt(Number.MAX_SAFE_INTEGER));
  assert.equal(BigInt(numerator) * whole, 48n * (whole - part) * BigInt(denominator));
});

test("a refusal names every fault in its trailer", async () => {
  const error = await failure(ask("EvaluateCase", { case: example("faulty-case") }));
  const { code, details } = statusOf(error);

  assert.equal(error.code, grpc.status.INVALID_ARGUMENT);
  assert.equal(code, grpc.status.INVALID_ARGUMENT);
  assert.deepEqual(details.ErrorInfo, {
    reason: "SEVERAL_FAULTS",
    domain: "propengine",
    metadata: { faults: "4" },
  });
  assert.deepEqual(
    details.BadRequest.fieldViolations.map(({ field, reason }) => [field, reason]),
    [
      ["case.facts[own_use_proved]", "UNKNOWN_FACT"],
      ["case.items[0].substance", "UNKNOWN_SUBSTANCE"],
      ["case.items[0].amount", "INVALID_AMOUNT"],
      ["case.items[1].unit", "MISSING_UNIT"],
    ],
  );
});

test("a case that is refused in a batch does not touch the others", async () => {
  const names = [ABOVE_TEN_DAYS, "faulty-case", WITHIN_TEN_DAYS];
  const { results } = await ask("BatchEvaluateCases", {
    requests: names.map((name) => ({ case: example(name), view: "DECISION_VIEW_BASIC" })),
  });
  const alone = statusOf(await failure(ask("EvaluateCase", { case: example("faulty-case") })));

  assert.deepEqual(
    results.map(({ result }) => result),
    ["decision", "error", "decision"],
  );
  assert.equal(results[0].decision.outcomes[0].offence.id, "art-40-2-above-ten-days");
  assert.equal(results[2].decision.outcomes[0].offence.id, "lei-30-2000-art-2");
  assert.equal(results[1].error.code, alone.code);
  assert.equal(results[1].error.message, alone.message);
  assert.deepEqual(detailsOf(results[1].error), alone.details);
  assert.deepEqual(results[0].decision.outcomes[0].trace, []);
});

test("a stream of 100 cases keeps its order, read slowly or not", async () => {
  const stream = evaluations.StreamEvaluateCases(within(60));
  const asked = Array.from({ length: 100 }, (_, number) => ({
    request_id: `case-${number}`,
    case: example(number % 3 ? ABOVE_TEN_DAYS : WITHIN_TEN_DAYS),
  }));
  const answers = [];
  stream.on("data", (answer) => answers.push(answer));
  stream.pause();
  for (const request of asked) {
    if (!stream.write(request)) await once(stream, "drain"); // as much as the connection takes
  }
  stream.end();
  assert.deepEqual(answers, []);
  stream.resume();
  await once(stream, "end");

  assert.deepEqual(
    answers.map(({ request_id, result }) => [request_id, result.decision.outcomes[0].offence.id]),
    asked.map(({ request_id }, number) => [
      request_id,
      number % 3 ? "art-40-2-above-ten-days" : "lei-30-2000-art-2",
    ]),
  );
});

test("a deadline that passes ends the call, and the next one is answered", async () => {
  const requests = Array.from({ length: 100 }, () => ({ case: example(ABOVE_TEN_DAYS) }));
  const error = await failure(ask("BatchEvaluateCases", { requests }, within(0.005)));
  const { decision } = await ask("EvaluateCase", { case: example(WITHIN_TEN_DAYS) });

  assert.equal(error.code, grpc.status.DEADLINE_EXCEEDED);
  assert.equal(decision.status, "DECISION_STATUS_DECIDED");
});

test("the server tells by reflection the methods that the contract's files have", async () => {
  assert.deepEqual(
    await reflectedMethods("propengine.v1.EvaluationService"),
    Object.keys(EvaluationService.service),
  );
});

test("a watch of its health sees the server serve, stop and end", async () => {
  const told = [];
  for await (const { status } of watch("propengine.v1.EvaluationService")) {
    if (told.push(status) === 1) process.kill(Number(process.env.PROPENGINE_PROCESS), "SIGTERM");
  }

  assert.deepEqual(told, ["SERVING", "NOT_SERVING"]);
});
