/** Waits, unless the simulator closes first. */
export async function pause(ms: number, closing: AbortSignal): Promise<void> {
  if (ms <= 0 || closing.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    closing.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      closing.removeEventListener("abort", done);
      resolve();
    }
  });
}
