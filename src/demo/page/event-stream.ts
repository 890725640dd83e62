/** Server-sent events for as long as the browser listens. */
export function eventStream(
  subscribe: (send: (event: unknown) => void) => () => void,
  signal: AbortSignal,
): Response {
  const encoder = new TextEncoder();
  let end = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(": halo\n\n"));
      const unsubscribe = subscribe((event) => {
        if (event !== undefined) {
          controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
        }
      });
      end = unsubscribe;
      signal.addEventListener("abort", unsubscribe);
    },
    cancel: () => end(),
  });
  return new Response(stream, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}
