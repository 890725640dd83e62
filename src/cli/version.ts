import { buildInfo } from "../app/build-info.ts";
import { defineCommand } from "./command.ts";
import { columns } from "./help.ts";

export const versionCommand = defineCommand({
  name: "version",
  summary: "tells the version, the build, Bun and the schema",
  options: { json: { type: "boolean", about: "for machines" } },
  async run({ options, terminal }) {
    if (options.json) terminal.out(JSON.stringify(buildInfo, null, 2));
    else for (const line of columns(Object.entries(buildInfo), "")) terminal.out(line);
  },
});
