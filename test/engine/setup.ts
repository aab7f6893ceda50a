/** Generous on purpose: it ends a hang, it judges no speed. */
jest.setTimeout(600_000);
