const common = {
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  testEnvironment: "node",
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
};

/** Unit tests need nothing but Node.js; engine tests need the lab and run one file at a time. */
export default {
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["/test/engine/"],
    },
    {
      ...common,
      displayName: "engine",
      testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
      globalSetup: "<rootDir>/test/engine/global-setup.ts",
      globalTeardown: "<rootDir>/test/engine/global-teardown.ts",
      setupFilesAfterEnv: ["<rootDir>/test/engine/setup.ts"],
    },
  ],
};
