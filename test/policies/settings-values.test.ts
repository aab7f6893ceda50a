import { objects } from "../../policies/examples/environment.ts";
import { changed } from "../../policies/examples/example.ts";
import { judged } from "./judging.ts";

/** A variable as files write it: ${NAME}. */
const braced = (text: string) => `$\{${text}}`;

/** Whether a rule finds something in the settings' ConfigMap with this key. */
const inConfigMap = (rule: string, key: string, value: string) =>
  judged([changed(objects.settings, [[["data", key], value]])]).findings.some((it) => it.rule.id === rule);

/** The same for a variable of the API. */
const inVariable = (rule: string, name: string, value: string) => {
  const place = "spec.template.spec.containers.0.env.9";
  return judged([changed(objects.api, [[place, { name, value }]])]).findings.some((it) => it.rule.id === rule);
};

const property = (name: string, value: string) => `<property><name>${name}</name>\n<value>${value}</value></property>`;

describe("config-values-valid", () => {
  test.each([
    ["hdfs-site.xml", property("dfs.blocksize", "128m"), false],
    ["hdfs-site.xml", property("dfs.blocksize", "100m"), true],
    ["hdfs-site.xml", property("dfs.blocksize", "2g"), true],
    ["hdfs-site.xml", property("dfs.datanode.balanced-space-threshold", "10737418240"), false],
    ["envoy.conf", "failure_threshold = 5", false],
    ["application.yaml", "dfs.replication: # three", false],
    ["application.yaml", 'master.exec-threads: "100" # enough', false],
    ["application.yaml", "master.exec-threads: 0", true],
    ["a.properties", "worker.server-load-protection.max-jvm-cpu-usage-percentage-thresholds=70", true],
  ])("%s: %s is found: %s", (key, text, isFound) => {
    expect(inConfigMap("config-values-valid", key, text)).toBe(isFound);
  });

  test.each([
    ["CIRCUIT_FAILURE_THRESHOLD", "5", false],
    ["MASTER_SERVER_LOAD_PROTECTION_MAX_JVM_CPU_USAGE_PERCENTAGE_THRESHOLDS", "70", true],
    ["MASTER_SERVER_LOAD_PROTECTION_MAX_JVM_CPU_USAGE_PERCENTAGE_THRESHOLDS", "0.7", false],
  ])("%s=%s is found: %s", (name, value, isFound) => {
    expect(inVariable("config-values-valid", name, value)).toBe(isFound);
  });
});

test.each([
  ["jdbc:postgresql://db/ds", true],
  ["jdbc:postgresql://db/ds?ssl=true&sslmode=prefer", true],
  ["jdbc:mysql://db/ds?sslMode=PREFERRED", true],
  ["jdbc:mysql://db/ds?characterEncoding=utf8", true],
  ["jdbc:postgresql://$(HOST)/ds?sslmode=require", false],
  ["jdbc:postgresql://db/ds?currentSchema=x&ssl=true", false],
  ["jdbc:mysql://db/ds?useSSL=true", false],
  ["jdbc:postgresql://localhost:5432/ds", false],
  ["jdbc:postgresql://db/ds?$(PARAMETERS)", false],
  ["jdbc:h2:mem:ds", false],
])("a database at %s is reached without TLS: %s", (url, isFound) => {
  expect(inVariable("database-tls", "SPRING_DATASOURCE_URL", url)).toBe(isFound);
});

test.each([
  ["TRUE", true],
  ["on", true],
  ["1", true],
  ["False", false],
])("API_PYTHON_GATEWAY_ENABLED=%s is found: %s", (value, isFound) => {
  expect(inVariable("python-gateway-off", "API_PYTHON_GATEWAY_ENABLED", value)).toBe(isFound);
});

describe("no-plaintext-secrets-in-configmap-or-env", () => {
  const rule = "no-plaintext-secrets-in-configmap-or-env";

  test.each([
    ["hive-site.xml", property("javax.jdo.option.ConnectionPassword", "hunter2")],
    ["core-site.xml", property("fs.s3a.secret.key", "wJalrXUtnFEMI")],
    ["init.sql", "CREATE USER ds PASSWORD 'hunter2';"],
    ["init.sql", "create user ds identified by 'hunter2';"],
    ["a.properties", "spring.datasource.password=123456789\nother=1"],
    ["a.properties", `password=${braced("PASSWORD:-hunter2")}\nother=1`],
    ["a.properties", "password=/hunter2\nother=1"],
  ])("%s: %s", (key, text) => {
    expect(inConfigMap(rule, key, text)).toBe(true);
  });

  test.each([
    ["hive-site.xml", property("hadoop.security.credential.provider.path", "jceks://file/x")],
    ["hive-site.xml", property("hive.cluster.delegation.token.store.zookeeper.znode", "/hivedelegation")],
    ["hive-site.xml", property("yarn.resourcemanager.delegation.token.renew-interval", "86400000")],
    ["hive-site.xml", property("javax.jdo.option.ConnectionPassword", braced("env:PASSWORD"))],
    ["init.sql", "CREATE USER ds PASSWORD '$PASSWORD';"],
    ["init.sql", "CREATE TABLE users (password text);"],
    ["a.yaml", 'password: ""\nother: 1'],
    ["a.yaml", "password: # from the environment\nother: 1"],
    ["a.properties", `password=${braced(`PASSWORD:${braced("DEFAULT:")}`)}\nother=1`],
    ["a.properties", "password=/run/secrets/database\nother=1"],
  ])("not %s: %s", (key, text) => {
    expect(inConfigMap(rule, key, text)).toBe(false);
  });

  test.each([
    ["MYSQL_PWD", "hunter2", true],
    ["DB_PASSWORD", "123456", true],
    ["POSTGRES_PASSWORD", braced("X:-hunter2"), true],
    ["POSTGRES_PASSWORD", braced("X"), false],
    ["POSTGRES_PASSWORD", "$(X)", false],
    ["TOKEN_SECONDS", "3600", false],
    ["PWD", "/opt/dolphinscheduler", false],
    ["DB_PASSWORD_FILE", "/secret", false],
  ])("%s=%s is found: %s", (name, value, isFound) => {
    expect(inVariable(rule, name, value)).toBe(isFound);
  });
});
