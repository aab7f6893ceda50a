// Plain JavaScript, and import() on purpose: require() of TypeScript would be compiled by Pulumi, which takes seconds.
require("../../bin/compile-cache.cjs");
import("../pack/launch.ts").then(({ launch }) => launch({ pack: "scheduler", folder: __dirname }));
