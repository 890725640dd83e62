import { sql } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Law, Violation } from "../../shop/audit/law.ts";
import { writeAudit } from "../../shop/audit/write-audit.ts";

export type Finding = {
  readonly law: string;
  readonly violations: readonly Violation[];
  readonly isRepairable: boolean;
  /** What `--fix` did about it. */
  readonly repaired: readonly Violation[];
};

export type DoctorReport = {
  readonly isHealthy: boolean;
  readonly lawsProved: number;
  readonly findings: readonly Finding[];
};

/** So many examples of one broken law tell enough. */
const mostShown = 20;

/** Proves each law on the live data; repairs only where the right state follows from other rows. */
export async function examine(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  laws: readonly Law[],
  { fix = false }: { readonly fix?: boolean } = {},
): Promise<DoctorReport> {
  const findings: Finding[] = [];
  for (const law of laws) {
    const violations = await withoutHurry(db, (tx) => law.query(tx, mostShown));
    if (violations.length === 0) continue;
    const isRepairable = law.repair !== undefined;
    const repaired = fix && isRepairable ? await repair({ db, clock }, law) : [];
    const left = repaired.length > 0 ? await law.query(db, mostShown) : violations;
    findings.push({ law: law.name, violations: left, isRepairable, repaired });
  }
  const isHealthy = findings.every(({ violations }) => violations.length === 0);
  return { isHealthy, lawsProved: laws.length, findings };
}

// --- internal ---

type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** A law over a million orders may take longer than a statement of the shop. */
function withoutHurry<T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    return run(tx);
  });
}

/** The repair and its entry in the audit log are one. */
function repair(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  law: Law,
): Promise<readonly Violation[]> {
  return withoutHurry(db, async (tx) => {
    const at = clock.now();
    const repaired = (await law.repair?.(tx, { at })) ?? [];
    for (const { subject, detail } of repaired) {
      await writeAudit(tx, {
        at,
        actorId: null,
        action: "doctor.repaired",
        subject,
        note: `${law.name}: ${detail}`,
      });
    }
    return repaired;
  });
}
