/**
 * Keeps compiled modules from run to run, types stripped, so that the next start takes half the time: in this user's own
 * cache, as what is found there is run. By default Node.js keeps them where every user of the machine may write.
 *
 * Plain JavaScript: it comes before what reads TypeScript.
 */
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");

const { HOME, XDG_CACHE_HOME } = process.env;
const cache = XDG_CACHE_HOME || (HOME && join(HOME, ".cache"));
if (cache) enableCompileCache(join(cache, "dolphinpod", "compiled"));
