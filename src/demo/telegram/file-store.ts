import { badRequest } from "./api-error.ts";
import { imageSize } from "./image-size.ts";

export type FileKind = "photo" | "document" | "video" | "animation" | "sticker";

export type StoredFile = {
  kind: FileKind;
  id: string;
  uniqueId: string;
  path: string;
  name: string;
  type: string;
  bytes: Uint8Array;
  width: number;
  height: number;
};

const megabyte = 1024 * 1024;
const maxPhoto = 10 * megabyte;
const maxUpload = 50 * megabyte;

const prefixes: Record<FileKind, string> = {
  photo: "AgACAgU",
  document: "BQACAgU",
  video: "BAACAgU",
  animation: "CgACAgU",
  sticker: "CAACAgU",
};

/** Files by id. An id is worth something only to the bot that was given it. */
export class FileStore {
  readonly #files = new Map<string, { owner: number; file: StoredFile }>();
  #made = 0;

  add(
    owner: number,
    kind: FileKind,
    upload: { name: string; type: string; bytes: Uint8Array },
  ): StoredFile {
    this.#made += 1;
    const size = imageSize(upload.bytes);
    const name = upload.name.replace(/[/\\\0]/g, "_") || "file";
    const extension = size?.extension ?? /\.(\w{1,8})$/.exec(name)?.[1] ?? "bin";
    const number = this.#made.toString(36).padStart(6, "0");
    const file: StoredFile = {
      kind,
      id: `${prefixes[kind]}${Buffer.from(`${owner}:${number}`).toString("base64url")}`,
      uniqueId: `AQAD${Bun.hash(upload.bytes).toString(36)}`,
      path: `${kind}s/file_${this.#made}.${extension}`,
      name,
      type: upload.type || "application/octet-stream",
      bytes: upload.bytes,
      width: size?.width ?? 512,
      height: size?.height ?? 512,
    };
    this.#files.set(file.id, { owner, file });
    return file;
  }

  byId(owner: number, id: string): StoredFile | undefined {
    // A photo's small size shares the bytes of the large one.
    const found = this.#files.get(id.replace(/_s$/, ""));
    return found?.owner === owner ? found.file : undefined;
  }

  byPath(owner: number, path: string): StoredFile | undefined {
    for (const { owner: each, file } of this.#files.values()) {
      if (each === owner && file.path === path) return file;
    }
    return undefined;
  }
}

/** The server's limits for what a bot uploads. */
export function checkUpload(kind: FileKind, bytes: Uint8Array): void {
  if (bytes.length === 0) throw badRequest("file must be non-empty");
  if (kind === "photo") checkPhoto(bytes);
  else if (bytes.length > maxUpload) throw badRequest("file is too big");
}

function checkPhoto(bytes: Uint8Array): void {
  if (bytes.length > maxPhoto) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${maxPhoto} bytes`,
    );
  }
  const size = imageSize(bytes);
  if (!size) throw badRequest("IMAGE_PROCESS_FAILED");
  const { width, height } = size;
  const isOdd = width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height);
  if (isOdd || Math.min(width, height) === 0) throw badRequest("PHOTO_INVALID_DIMENSIONS");
}
