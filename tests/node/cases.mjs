// Reads cases from JSON as strictly as the service does, in Node and in browsers.

import { createFileRegistry, fromBinary, fromJson } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { isSafeNumber, parse } from "lossless-json";

/** The contract, of the bytes that `buf build --output contract.binpb` writes. */
export function contractOf(bytes) {
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, bytes));
}

/**
 * The case that a text holds. Throws where a name is misspelt, or given twice in whichever of its spellings, where a
 * word is none of the contract, and where a value is of another type.
 */
export function readCase(contract, text) {
  const document = parse(text.replace(/^\uFEFF/, ""), undefined, { parseNumber: exactly });
  return fromJson(contract.getMessage("propengine.v1.Case"), document);
}

function exactly(digits) {
  if (isSafeNumber(digits)) return Number(digits);
  throw new SyntaxError(`expected a number that JavaScript holds exactly, found ${digits}: write it in quotes`);
}
