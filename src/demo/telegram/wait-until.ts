/** Looks again whenever something changes; there is no polling and no sleep in it. */
export async function waitUntil(
  condition: () => boolean,
  timeout: number,
  subscriptions: readonly ((look: () => void) => () => void)[],
): Promise<void> {
  if (condition()) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = () => {
    if (condition()) resolve();
  };
  const ends = subscriptions.map((subscribe) => subscribe(look));
  const timer = setTimeout(
    () => reject(new Error(`Waited ${timeout} ms for: ${condition}`)),
    timeout,
  );
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    for (const end of ends) end();
  }
}
