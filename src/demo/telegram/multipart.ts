export type UploadedFile = { name: string; type: string; bytes: Uint8Array };
export type Form = { fields: Record<string, string>; files: Map<string, UploadedFile> };

/** Reads a multipart body, also with the bare `filename=` that grammY writes. */
export function parseMultipart(body: Uint8Array, contentType: string): Form {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  const form: Form = { fields: {}, files: new Map() };
  if (mark === undefined) return form;
  for (const part of partsOf(Buffer.from(body), `--${mark}`)) addPart(form, part);
  return form;
}

function* partsOf(body: Buffer, delimiter: string): Generator<Buffer> {
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    start += delimiter.length;
    if (body.toString("latin1", start, start + 2) === "--") return;
    const end = body.indexOf(`\r\n${delimiter}`, start);
    if (end < 0) return;
    yield body.subarray(start + 2, end);
    start = end + 2;
  }
}

function addPart(form: Form, part: Buffer): void {
  const gap = part.indexOf("\r\n\r\n");
  if (gap < 0) return;
  const head = part.toString("utf8", 0, gap);
  const bytes = part.subarray(gap + 4);
  const name = headerValue(head, "name");
  if (name === undefined) return;
  const filename = headerValue(head, "filename");
  if (filename === undefined) {
    form.fields[name] = bytes.toString("utf8");
    return;
  }
  const type = /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? "application/octet-stream";
  form.files.set(name, { name: filename, type, bytes: new Uint8Array(bytes) });
}

function headerValue(head: string, key: string): string | undefined {
  const line = head.split("\r\n").find((each) => /^content-disposition:/i.test(each)) ?? "";
  const found = new RegExp(`;\\s*${key}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, "i").exec(line);
  return found?.[1] ?? found?.[2]?.trim();
}
