import { badRequest } from "./api-error.ts";
import { parseMultipart, type UploadedFile } from "./multipart.ts";

/** One request's parameters, whichever of the accepted encodings brought them. */
export class Parameters {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, UploadedFile>;
  readonly form: boolean;

  constructor(
    payload: Record<string, unknown>,
    files: ReadonlyMap<string, UploadedFile> = new Map(),
    form = false,
  ) {
    this.payload = payload;
    this.files = files;
    this.form = form;
  }

  has(name: string): boolean {
    return this.payload[name] !== undefined || this.files.has(name);
  }

  text(name: string): string {
    const value = this.payload[name];
    if (value === undefined || value === null) return "";
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  }

  integer(name: string): number | undefined {
    const value = this.text(name).trim();
    return /^-?\d+$/.test(value) ? Number(value) : undefined;
  }

  flag(name: string): boolean {
    return /^(true|1|yes|t|y)$/i.test(this.text(name));
  }

  /** An object or a list: as such in a JSON body, as JSON text in a form. */
  json(name: string): unknown {
    const value = this.payload[name];
    if (typeof value !== "string") return value;
    if (value === "") return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`can't parse ${name} JSON object`);
    }
  }

  list(name: string): unknown[] | undefined {
    const value = this.json(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw badRequest(`expected an Array of ${name}`);
    return value;
  }
}

export async function readParameters(request: Request, url: URL): Promise<Parameters> {
  const query = Object.fromEntries(url.searchParams);
  if (request.method === "GET") return new Parameters(query, new Map(), true);
  const type = request.headers.get("content-type") ?? "";
  const body = await request.bytes();
  if (/^application\/json/i.test(type)) return new Parameters({ ...query, ...parseJson(body) });
  if (/^multipart\/form-data/i.test(type)) {
    const { fields, files } = parseMultipart(body, type);
    return new Parameters({ ...query, ...fields }, files, true);
  }
  const fields = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)));
  return new Parameters({ ...query, ...fields }, new Map(), true);
}

function parseJson(body: Uint8Array): Record<string, unknown> {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    if (isRecord(value)) return value;
  } catch {
    // Said below, as for any other shape.
  }
  throw badRequest("can't parse JSON object");
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
