import { afterAll } from "bun:test";
import { leaveTestCluster } from "./test-database.ts";

// The server starts with the first test that asks for a database.
afterAll(leaveTestCluster);
