import { commonProperties, environmentName } from "../../components/scheduler/properties.ts";
import { serverNames } from "../../components/scheduler/types.ts";
import { chartValues } from "../../components/scheduler/values.ts";
import { jdbcSpec, osUsersSpec, spec } from "./spec.ts";

test("every bundled service is off, and so is everything else that the chart does badly", () => {
  expect(chartValues(spec)).toMatchObject({
    common: { fsFileResourcePersistence: { enabled: false }, sharedStoragePersistence: { enabled: false } },
    ingress: { enabled: false },
    minio: { enabled: false },
    mysql: { enabled: false },
    postgresql: { enabled: false },
    registryEtcd: { enabled: false },
    registryJdbc: { enabled: false },
    worker: { keda: { enabled: false } },
    zookeeper: { enabled: false },
  });
});

test("traps 4 and 7: no claim and no configuration of the chart's own making", () => {
  for (const server of serverNames) {
    expect(chartValues(spec)[server]).toMatchObject({
      enableCustomizedConfig: false,
      enabled: true,
      persistentVolumeClaim: { enabled: false },
    });
  }
});

test("trap 9: the ConfigMap that every pod reads is never empty", () => {
  expect(Object.keys(chartValues(spec).common.configmap)).toContain("JAVA_HOME");
});

test("the image is pinned", () => {
  expect(chartValues(spec).image).toMatchObject({ registry: "apache", tag: "3.2.2" });
});

test("no value is a secret, and the sample secrets of the chart are overwritten", () => {
  const values = chartValues(spec);
  expect(values.externalDatabase.password).toBe("");
  const suspicious = /(password|secret|access\.key)/;
  const properties = Object.entries(values.conf.common).filter(([key]) => suspicious.test(key));
  expect(properties.length).toBeGreaterThan(5);
  for (const [, value] of properties) expect(["", "from-environment"]).toContain(value);
  expect(JSON.stringify(values)).not.toMatch(/minioadmin|"root"/);
});

test("the chart gets strings where it wants them, and every leaf is plain", () => {
  const values = chartValues(spec);
  expect(values.master.replicas).toBe("3");
  for (const value of Object.values(values.conf.common)) expect(typeof value).toBe("string");
  expect(JSON.parse(JSON.stringify(values))).toEqual(values);
});

test("the same spec gives the same bytes, with sorted keys where order could wander", () => {
  const values = chartValues(spec);
  expect(JSON.stringify(chartValues(structuredClone(spec)))).toBe(JSON.stringify(values));
  for (const map of [values.conf.common, values.common.configmap, ...serverNames.map((name) => values[name].env)]) {
    expect(Object.keys(map)).toEqual(Object.keys(map).sort());
  }
});

test("the servers find each other in what the spec names", () => {
  expect(chartValues(spec).externalRegistry.registryPluginName).toBe("zookeeper");
  expect(chartValues(jdbcSpec).externalRegistry.registryPluginName).toBe("jdbc");
});

describe("common.properties, which replaces the image's file", () => {
  test("task logs go to the object store", () => {
    expect(commonProperties(spec)).toMatchObject({
      "remote.logging.base.dir": "logs",
      "remote.logging.enable": "true",
      "remote.logging.s3.access.key.secret": "from-environment",
      "remote.logging.s3.bucket.name": "from-environment",
      "remote.logging.target": "S3",
      "remote.logging.thread.pool.size": "10",
      "resource.storage.type": "S3",
    });
  });

  test("an endpoint that the binding leaves out means AWS itself", () => {
    expect(commonProperties(spec)["resource.aws.s3.endpoint"]).toBe("");
  });

  test("trap 20: sudo is for tenants of the operating system", () => {
    expect(commonProperties(spec)["sudo.enable"]).toBe("false");
    expect(commonProperties(osUsersSpec)["sudo.enable"]).toBe("true");
  });

  test("later versions have their own keys", () => {
    expect(commonProperties({ ...spec, version: "3.3.2" })).toMatchObject({
      "aws.s3.access.key.secret": "from-environment",
      "aws.s3.bucket.name": "from-environment",
      "aws.s3.credentials.provider.type": "AWSStaticCredentialsProvider",
      "resource.aws.secret.access.key": "",
    });
  });

  test.each([
    ["resource.aws.s3.bucket.name", "RESOURCE_AWS_S3_BUCKET_NAME"],
    ["data-quality.jar.dir", "DATA_QUALITY_JAR_DIR"],
  ])("the environment knows %s as %s", (key, name) => {
    expect(environmentName(key)).toBe(name);
  });
});
