import { join } from "node:path";
import { ensureBuilt } from "./build.ts";
import type { Tool } from "./list.ts";
import type { Log } from "./progress.ts";

/** The Lua that Argo CD runs health checks in. */
export const lua: Tool = {
  name: "glua",
  module: "github.com/yuin/gopher-lua",
  version: "v1.1.1",
  packages: ["github.com/yuin/gopher-lua/cmd/glua"],
  go: "1.17",
  expected: 15,
};

/** Path of the Lua interpreter. */
export async function luaBinary(log: Log): Promise<string> {
  return join(await ensureBuilt(lua, log), "glua");
}
