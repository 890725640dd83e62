/** The name of the constraint that refused a statement, or nothing for any other error. */
export function constraintOf(error: unknown): string | undefined {
  // drizzle wraps what the driver throws.
  for (let at = error; at instanceof Error; at = at.cause) {
    const name = (at as { constraint_name?: unknown }).constraint_name;
    if (typeof name === "string" && name) return name;
  }
  return undefined;
}
