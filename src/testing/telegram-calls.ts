import type { SimulatedTelegram } from "../demo/telegram/start-telegram.ts";

export type ApiReply = {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: Record<string, number>;
};

/** Calls the simulated Bot API bare, without a library in between. */
export function telegramCalls({ url }: Pick<SimulatedTelegram, "url">, token: string) {
  return async (method: string, payload: Record<string, unknown> = {}): Promise<ApiReply> => {
    const response = await fetch(`${url}/bot${token}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(payload),
    });
    const reply: ApiReply = JSON.parse(await response.text());
    return reply;
  };
}

/** Many parts at once, as an upload sends them. */
export async function uploadTo(
  { url }: Pick<SimulatedTelegram, "url">,
  token: string,
  method: string,
  fields: Record<string, string | Blob>,
): Promise<ApiReply> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const response = await fetch(`${url}/bot${token}/${method}`, { method: "POST", body: form });
  const reply: ApiReply = JSON.parse(await response.text());
  return reply;
}

/** A PNG's head with these sizes: enough of a picture to be measured. */
export function aPicture(width = 320, height = 320, bytes = 200): Uint8Array<ArrayBuffer> {
  const picture = new Uint8Array(bytes);
  picture.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(picture.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return picture;
}
