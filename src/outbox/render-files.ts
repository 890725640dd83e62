import { InputFile } from "grammy";
import { chartPng } from "./chart-png.ts";
import { type FileSpec, isFileSpec } from "./outgoing-call.ts";
import { qrPng } from "./qr-png.ts";

/** The same payload with every described file made into bytes, just before it is sent. */
export async function renderFiles(payload: object): Promise<Record<string, unknown>> {
  return (await rendered(payload)) as Record<string, unknown>;
}

// --- internal ---

async function rendered(value: unknown): Promise<unknown> {
  if (typeof value !== "object" || value === null) return value;
  if (isFileSpec(value)) return fileOf(value);
  if (Array.isArray(value)) return Promise.all(value.map(rendered));
  const entries = Object.entries(value).map(async ([key, item]) => [key, await rendered(item)]);
  return Object.fromEntries(await Promise.all(entries));
}

async function fileOf(spec: FileSpec): Promise<InputFile> {
  switch (spec.$file) {
    case "qr":
      return new InputFile(qrPng(spec.text), "qris.png");
    case "text":
      return new InputFile(Buffer.from(spec.content, "utf8"), spec.name);
    case "bytes":
      return new InputFile(Buffer.from(spec.base64, "base64"), spec.name);
    case "chart":
      return new InputFile(await chartPng(spec.svg), "chart.png");
  }
}
