import { holdsSecret, looksSecret } from "../../stacks/config/problems.ts";

/** In pieces, so that no scanner takes them for real ones. */
const joined = (...parts: readonly string[]) => parts.join("");

test.each([
  ["DB_PASSWORD", true],
  ["MYSQL_PWD", true],
  ["dbPwd", true],
  ["DB_PASS", true],
  ["SSH_PASSPHRASE", true],
  ["GH_PAT", true],
  ["SLACK_WEBHOOK_URL", true],
  ["webhook", true],
  ["PASS_THROUGH", false],
  ["COMPASS", false],
  ["bypass", false],
  ["JAVA_PATH", false],
  ["CLASSPATH", false],
  ["WEBHOOK_TIMEOUT", false],
])("the key %s sounds like a secret: %p", (key, expected) => {
  expect(looksSecret(key)).toBe(expected);
});

test.each([
  [joined("ghp", "_0123456789abcdefghij"), true],
  [joined("github", "_pat_0123456789abcdefghij"), true],
  [joined("AK", "IAIOSFODNN7EXAMPLE"), true],
  [joined("xo", "xb-123456789-abcdef"), true],
  [joined("https://hooks.slack", ".com/services/T0/B0/x"), true],
  [joined("ey", "JhbGciOiJIUzI1NiJ9.ey", "JzdWIiOiIxIn0.x"), true],
  ["Authorization: Basic ZG9scGhpbjpo", true],
  ["Bearer 0123456789abcdef", true],
  ["http://a:b@c", true],
  ["token=abc", true],
  ["Basic authentication", false],
  ["bearer of bad news, Bearer authorization", false],
  ["https://hooks.slack.com", false],
  ["sha256:0123456789abcdef", false],
])("%s is a secret by its form: %p", (text, expected) => {
  expect(holdsSecret(text)).toBe(expected);
});
