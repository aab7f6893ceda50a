// Plain JavaScript, and import() on purpose: require() of TypeScript would be compiled by Pulumi, which takes seconds.
require("node:module").enableCompileCache();
import("../pack/launch.ts").then(({ launch }) => launch({ pack: "aws", folder: __dirname }));
