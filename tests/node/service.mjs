// A client made of the contract's files and published packages, and of nothing else of propengine.

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { create, toBinary } from "@bufbuild/protobuf";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor/index.js";

import { contractOf, readCase } from "./cases.mjs";

const ROOT = path.resolve(fileURLToPath(new URL(".", import.meta.url)), "..", "..");
const FOLDERS = [path.join(ROOT, "protos"), path.join(ROOT, "third_party", "googleapis")];
const ADDRESS = process.env.PROPENGINE_ADDRESS;

const { v1 } = grpc.loadPackageDefinition(
  loader.loadSync(["propengine/v1/evaluation_service.proto", "propengine/v1/ruleset_service.proto"], {
    includeDirs: FOLDERS,
    keepCase: true, // field names as the contract writes them
    longs: String, // a 64-bit number does not fit a JavaScript number
    enums: String,
    defaults: true,
    oneofs: true,
  }),
).propengine;

export const { EvaluationService } = v1;
export const evaluations = new EvaluationService(ADDRESS, grpc.credentials.createInsecure());
const anything = new grpc.Client(ADDRESS, grpc.credentials.createInsecure());

export function close() {
  evaluations.close();
  anything.close();
}

/** The time by which a call must end, some seconds from now. */
export function within(seconds) {
  return { deadline: new Date(Date.now() + seconds * 1000) };
}

const contract = contractOf(readFileSync(process.env.PROPENGINE_CONTRACT));

/**
 * A case of examples/, in the form that this client sends. It is read by cases.mjs: the loader's own messages drop
 * a name that they do not know, lowerCamel ones among them, and send 0 for a word that is none.
 */
export function example(name) {
  const file = path.join(ROOT, "examples", `${name}.json`);
  const request = contract.getMessage("propengine.v1.EvaluateCaseRequest");
  const asked = create(request, { case: readCase(contract, readFileSync(file, "utf8")) });
  const { requestDeserialize } = EvaluationService.service.EvaluateCase;
  return requestDeserialize(Buffer.from(toBinary(request, asked))).case;
}

/** The answer to a call; rejects with the error that grpc gives to any program. */
export function ask(method, request, options = within(30)) {
  return new Promise((resolve, reject) => {
    evaluations[method](request, options, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

/** What a call that must fail ends with. */
export async function failure(call) {
  let answer;
  try {
    answer = await call;
  } catch (error) {
    return error;
  }
  throw new Error(`expected a failure, got ${JSON.stringify(answer)}`);
}

const rpc = new protobuf.Root();
const isOurs = (target) => target.startsWith("google/rpc/");
rpc.resolvePath = (_, target) => (isOurs(target) ? path.join(FOLDERS[1], target) : target);
rpc.loadSync(["google/rpc/error_details.proto", "google/rpc/status.proto"]);

/** The details of a status, each by the name of its message. */
function told(details) {
  const parts = details.map(({ type_url: url, value }) => {
    const type = rpc.lookupType(url.split("/")[1]);
    return [type.name, type.toObject(type.decode(value), { longs: String, defaults: true })];
  });
  return Object.fromEntries(parts);
}

/** What an error tells a program: the `google.rpc.Status` in its trailer. */
export function statusOf(error) {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  const status = rpc.lookupType("google.rpc.Status").decode(bytes);
  return { code: status.code, message: status.message, details: told(status.details) };
}

/** The same of a status inside an answer. */
export function detailsOf(status) {
  return told(status.details);
}

const standard = protobuf.parse(`
  syntax = "proto3";
  message HealthCheckRequest { string service = 1; }
  message HealthCheckResponse { enum Status { UNKNOWN = 0; SERVING = 1; NOT_SERVING = 2; } Status status = 1; }
  message ReflectionRequest { string file_containing_symbol = 4; }
  message ReflectionResponse { message Files { repeated bytes file = 1; } Files file_descriptor_response = 4; }
`, { keepCase: true }).root;

function coding(request, response) {
  const [asked, answered] = [standard.lookupType(request), standard.lookupType(response)];
  return [
    (message) => Buffer.from(asked.encode(asked.fromObject(message)).finish()),
    (bytes) => answered.toObject(answered.decode(bytes), { enums: String, defaults: true }),
  ];
}

/** The stream of what the standard health service says of a service. */
export function watch(service) {
  const types = coding("HealthCheckRequest", "HealthCheckResponse");
  return anything.makeServerStreamRequest("/grpc.health.v1.Health/Watch", ...types, { service }, within(60));
}

/** The methods of a service, as the standard reflection service tells them. */
export async function reflectedMethods(service) {
  const types = coding("ReflectionRequest", "ReflectionResponse");
  const method = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
  const stream = anything.makeBidiStreamRequest(method, ...types, within(30));
  stream.write({ file_containing_symbol: service });
  stream.end();
  const responses = await stream.toArray();
  const files = responses.flatMap((response) => response.file_descriptor_response.file);
  const services = files.flatMap((bytes) => descriptor.FileDescriptorProto.decode(bytes).service);
  return services.find(({ name }) => service.endsWith(`.${name}`)).method.map(({ name }) => name);
}
