import { expect, test } from "bun:test";
import { parseMultipart } from "./multipart.ts";

const body = (...lines: string[]) => new TextEncoder().encode(lines.join("\r\n"));

test("a bare filename with spaces and quotes is read whole", () => {
  const form = parseMultipart(
    body(
      "----------x",
      'content-disposition:form-data;name="chat_id"',
      "",
      "55",
      "----------x",
      'content-disposition:form-data;name="abc";filename=daftar "akun".txt',
      "content-type:text/plain",
      "",
      "satu\r\ndua",
      "----------x--",
      "",
    ),
    "multipart/form-data; boundary=--------x",
  );
  expect(form.fields).toEqual({ chat_id: "55" });
  const file = form.files.get("abc");
  expect(file?.name).toBe('daftar "akun".txt');
  expect(file?.type).toBe("text/plain");
  expect(new TextDecoder().decode(file?.bytes)).toBe("satu\r\ndua");
});

test("quoted names, empty files and bytes that look like text survive", () => {
  const form = parseMultipart(
    body(
      "--y",
      'Content-Disposition: form-data; name="photo"; filename="q;r.png"',
      "",
      "",
      "--y--",
    ),
    'multipart/form-data; boundary="y"',
  );
  expect(form.files.get("photo")).toEqual({
    name: "q;r.png",
    type: "application/octet-stream",
    bytes: new Uint8Array(),
  });
});

test("a body that is cut off gives no half part", () => {
  const form = parseMultipart(
    body("--y", 'content-disposition: form-data; name="a"', "", "x"),
    "multipart/form-data; boundary=y",
  );
  expect(form.fields).toEqual({});
});
