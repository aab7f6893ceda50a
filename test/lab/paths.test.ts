import { cacheRoot, labPaths, stateRoot } from "./paths.ts";

test("cache and state lie where the XDG variables say", () => {
  expect(cacheRoot({ XDG_CACHE_HOME: "/c" })).toBe("/c/dolphinpod");
  expect(stateRoot({ XDG_STATE_HOME: "/s" })).toBe("/s/dolphinpod");
});

test("DOLPHINPOD_LAB_HOME moves both under one folder", () => {
  const env = { DOLPHINPOD_LAB_HOME: "/lab", XDG_CACHE_HOME: "/c", XDG_STATE_HOME: "/s" };
  expect([cacheRoot(env), stateRoot(env)]).toEqual(["/lab/cache", "/lab/state"]);
});

test("two labs share no file of their state", () => {
  const one = Object.values(labPaths("one", { XDG_STATE_HOME: "/s" }));
  const two = Object.values(labPaths("two", { XDG_STATE_HOME: "/s" }));
  expect(one.filter((path) => two.includes(path))).toEqual([]);
});
