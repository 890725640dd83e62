import type { Clock } from "../lib/clock.ts";
import type { Vault } from "../lib/crypto.ts";
import type { NewCode, ProductId } from "../lib/ids.ts";
import type { TimeZone } from "../lib/time-zone.ts";

/** Two admins changed the same field of a product, and the second knew it. */
export type Collision = {
  readonly productId: ProductId;
  readonly code: string;
  readonly field: string;
  readonly actorId: number;
};

/** What the shelves, the stock and the vouchers behind the counter are built with. */
export type AdminCatalogDeps = {
  readonly clock: Clock;
  readonly vault: Vault;
  readonly zone: TimeZone;
  readonly newCode: NewCode;
  /** Files that were confirmed wait to be read. */
  readonly wakeUploads: () => void;
  /** For the owner's alerts. */
  readonly onCollision?: (collision: Collision) => void;
};
