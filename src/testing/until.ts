/** Waits for what another process does, which can only be looked at. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  patienceMs = 20_000,
): Promise<void> {
  for (const deadline = performance.now() + patienceMs; !(await holds()); await Bun.sleep(20)) {
    if (performance.now() > deadline) throw new Error(`Waited ${patienceMs} ms for: ${holds}`);
  }
}
