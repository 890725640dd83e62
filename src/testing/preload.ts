import { afterAll, setDefaultTimeout } from "bun:test";
import { leaveTestCluster } from "./test-database.ts";

// The server starts with the first test that asks for a database.
afterAll(leaveTestCluster);

// The first test of a run waits for the server to be made, on whatever machine this is.
setDefaultTimeout(30_000);
