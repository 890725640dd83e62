/** An answer says what the caller did wrong and nothing about us: no stack, no version, no value. */
export function answer(status: keyof typeof words, headers?: Record<string, string>): Response {
  return Response.json({ error: words[status] }, { status, ...(headers ? { headers } : {}) });
}

export const done = (): Response => new Response(null, { status: 200 });

// --- internal ---

const words = {
  400: "wrong shape",
  401: "wrong secret",
  404: "not found",
  413: "too large",
  429: "too many",
  500: "internal error",
  503: "not now",
} as const;
