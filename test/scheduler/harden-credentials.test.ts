import { harden } from "../../components/scheduler/harden/index.ts";
import { commonProperties } from "../../components/scheduler/properties.ts";
import { type SchedulerSpec, serverNames } from "../../components/scheduler/types.ts";
import { variables } from "./hardened.ts";
import { everything } from "./rendered.ts";
import { jdbcSpec, spec } from "./spec.ts";

const secret = (name: string, key: string) => ({ secretKeyRef: { key, name } });

describe("credentials", () => {
  test("the database is reached through its binding alone", () => {
    for (const server of ["master", "api", "alert"] as const) {
      expect(variables(server)).toMatchObject({
        DATABASE: "postgresql",
        DATABASE_HOST: secret("dolphin-database", "host"),
        DATABASE_NAME: secret("dolphin-database", "database"),
        DATABASE_PORT: secret("dolphin-database", "port"),
        SPRING_DATASOURCE_PASSWORD: secret("dolphin-database", "password"),
        SPRING_DATASOURCE_URL:
          "jdbc:postgresql://$(DATABASE_HOST):$(DATABASE_PORT)/$(DATABASE_NAME)?sslmode=verify-full",
        SPRING_DATASOURCE_USERNAME: secret("dolphin-database", "username"),
      });
    }
    expect(JSON.stringify(everything.map((object) => harden(object, spec)).slice(2))).not.toContain("externaldb");
  });

  test("a variable is defined before another one refers to it", () => {
    for (const each of [spec, jdbcSpec]) {
      for (const server of serverNames) {
        const names = Object.keys(variables(server, each));
        for (const [name, value] of Object.entries(variables(server, each))) {
          for (const [, used] of String(value).matchAll(/\$\((\w+)\)/g)) {
            expect(names.indexOf(String(used))).toBeLessThan(names.indexOf(name));
            expect(names).toContain(used);
          }
        }
      }
    }
  });

  test("tasks inherit the worker's environment, so the worker knows nothing of the database", () => {
    expect(JSON.stringify(variables("worker"))).not.toMatch(/SPRING_DATASOURCE|DATABASE|dolphin-database/);
  });

  test("the object store is reached through its binding, and the alert server does not know it", () => {
    for (const server of ["master", "worker", "api"] as const) {
      expect(variables(server)).toMatchObject({
        REMOTE_LOGGING_S3_ACCESS_KEY_SECRET: secret("dolphin-object-store", "secret-access-key"),
        RESOURCE_AWS_ACCESS_KEY_ID: secret("dolphin-object-store", "access-key-id"),
        RESOURCE_AWS_REGION: secret("dolphin-object-store", "region"),
        RESOURCE_AWS_S3_BUCKET_NAME: secret("dolphin-object-store", "bucket"),
        RESOURCE_AWS_S3_ENDPOINT: { secretKeyRef: { key: "endpoint", name: "dolphin-object-store", optional: true } },
        RESOURCE_AWS_SECRET_ACCESS_KEY: secret("dolphin-object-store", "secret-access-key"),
      });
    }
    expect(JSON.stringify(variables("alert"))).not.toContain("dolphin-object-store");
  });

  test("later versions read the object store's keys by their own names", () => {
    const later: SchedulerSpec = { ...spec, version: "3.4.2" };
    expect(variables("worker", later)).toMatchObject({
      AWS_S3_ACCESS_KEY_ID: secret("dolphin-object-store", "access-key-id"),
      AWS_S3_ACCESS_KEY_SECRET: secret("dolphin-object-store", "secret-access-key"),
    });
    expect(variables("worker", later)).not.toHaveProperty("RESOURCE_AWS_ACCESS_KEY_ID");
  });

  test("ZooKeeper's address comes from its binding", () => {
    expect(variables("worker")).toMatchObject({
      REGISTRY_TYPE: "zookeeper",
      REGISTRY_ZOOKEEPER_CONNECT_STRING: secret("dolphin-registry", "connect-string"),
    });
  });

  test("a jdbc registry gives every server a pool of its own, and no ZooKeeper", () => {
    for (const server of serverNames) {
      expect(variables(server, jdbcSpec)).toMatchObject({
        REGISTRY_HIKARI_CONFIG_JDBC_URL: expect.stringMatching(/^jdbc:postgresql:\/\/\$\(REGISTRY_DATABASE_HOST\)/),
        REGISTRY_HIKARI_CONFIG_PASSWORD: secret("dolphin-database", "password"),
        REGISTRY_TYPE: "jdbc",
      });
      expect(variables(server, jdbcSpec)).not.toHaveProperty("REGISTRY_ZOOKEEPER_CONNECT_STRING");
    }
  });

  test("who reads stored data sources gets the salt by reference, and the published one is nowhere", () => {
    for (const server of ["master", "worker", "api"] as const) {
      expect(variables(server)).toMatchObject({
        DATASOURCE_ENCRYPTION_SALT: secret("dolphin-datasource-salt", "salt"),
      });
    }
    expect(variables("alert")).not.toHaveProperty("DATASOURCE_ENCRYPTION_SALT");
    expect(commonProperties(spec)).toMatchObject({
      "datasource.encryption.enable": "true",
      "datasource.encryption.salt": "from-environment",
    });
  });

  test("without a salt data source passwords are stored as they are", () => {
    const plain: SchedulerSpec = { ...spec, datasourceSaltSecretName: undefined };
    for (const server of serverNames) {
      expect(variables(server, plain)).not.toHaveProperty("DATASOURCE_ENCRYPTION_SALT");
    }
    expect(commonProperties(plain)).toMatchObject({ "datasource.encryption.enable": "false" });
  });
});
