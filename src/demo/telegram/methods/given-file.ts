import { badRequest } from "../api-error.ts";
import { checkUpload, type FileKind, type StoredFile } from "../file-store.ts";
import type { UploadedFile } from "../multipart.ts";
import type { Call } from "./call.ts";

const asType: Record<FileKind, string> = {
  photo: "Photo",
  document: "Document",
  video: "Video",
  animation: "Animation",
  sticker: "Sticker",
};

/** The file of a call: uploaded with it, or named by the id of an earlier one. */
export function givenFile(call: Call, name: FileKind): StoredFile {
  const direct = call.parameters.files.get(name);
  if (direct) return store(call, name, direct);
  const value = call.parameters.text(name);
  if (value === "") throw badRequest(`there is no ${name} in the request`);
  return referredFile(call, name, value);
}

export function referredFile(call: Call, kind: FileKind, reference: string): StoredFile {
  if (reference.startsWith("attach://")) {
    const upload = call.parameters.files.get(reference.slice("attach://".length));
    if (upload) return store(call, kind, upload);
    throw badRequest("wrong file identifier/HTTP URL specified");
  }
  // Nothing is fetched from the network by a simulator.
  if (/^https?:\/\//i.test(reference)) throw badRequest("failed to get HTTP URL content");
  const file = call.world.files.byId(call.bot.me.id, reference);
  if (!file) {
    throw badRequest(
      /^[\w-]{10,}$/.test(reference)
        ? "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
        : "wrong file identifier/HTTP URL specified",
    );
  }
  if (file.kind !== kind) {
    throw badRequest(`can't use file of type ${asType[file.kind]} as ${asType[kind]}`);
  }
  return file;
}

function store({ world, bot }: Call, kind: FileKind, upload: UploadedFile): StoredFile {
  checkUpload(kind, upload.bytes);
  return world.files.add(bot.me.id, kind, upload);
}
