import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bucketObjects, bucketPolicy, bucketScript } from "../../components/object-store/bucket.ts";
import { minio } from "../binding/fixtures.ts";
import { expectRestricted } from "../binding/restricted.ts";

const args = { deletion: "retain", instance: "shop", namespace: "data", spec: minio } as const;
const { job, serviceAccount } = bucketObjects(args);
const pod = job.spec.template.spec;
const [client] = pod.containers;

describe("the Job", () => {
  test("is restricted, ends by itself and has an account of its own without a token", () => {
    expectRestricted(pod);
    expect(serviceAccount.metadata.name).toBe(pod.serviceAccountName);
    expect(job.spec).toMatchObject({ activeDeadlineSeconds: 600, backoffLimit: 6 });
  });

  test("keeps its name while nothing changes and gets a new one when something does", () => {
    const name = (change: object) => bucketObjects({ ...args, spec: { ...minio, ...change } }).job.metadata.name;
    expect(name({})).toBe(job.metadata.name);
    expect(name({})).toMatch(/^shop-minio-bucket-[0-9a-f]{8}$/);
    expect(
      new Set([name({}), name({ bucket: "other" }), name({ clientImage: "mc:2" }), name({ region: "eu" })]).size,
    ).toBe(4);
  });

  test("reads every key from a Secret and names none", () => {
    const secrets = client?.env.flatMap((entry) =>
      "valueFrom" in entry ? [[entry.name, entry.valueFrom.secretKeyRef]] : [],
    );
    expect(Object.fromEntries(secrets ?? [])).toEqual({
      ACCESS_KEY_ID: { key: "access-key-id", name: "shop-object-store" },
      ROOT_PASSWORD: { key: "password", name: "shop-minio-root" },
      ROOT_USER: { key: "username", name: "shop-minio-root" },
      SECRET_ACCESS_KEY: { key: "secret-access-key", name: "shop-object-store" },
    });
  });
});

describe("the scheduler's user", () => {
  test("may use its bucket and what is in it, and nothing else", () => {
    const { Statement } = bucketPolicy("files");
    expect(Statement.flatMap((statement) => statement.Resource)).toEqual([
      "arn:aws:s3:::files",
      "arn:aws:s3:::files/*",
    ]);
    const actions = Statement.flatMap((statement) => statement.Action);
    expect(actions.filter((action) => action.includes("*") || action.startsWith("admin:"))).toEqual([]);
    expect(actions).toEqual(
      expect.arrayContaining(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]),
    );
  });
});

describe("the script", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "bucket-"));
  });
  afterEach(() => rmSync(root, { force: true, recursive: true }));

  /** Runs the script with a stand-in for `mc` that notes its arguments and input. */
  function run(userInfo: string, failing = "none") {
    const mc = `#!/bin/bash
echo "$*" >> ${root}/calls
case "$*" in
  *"${failing}"*) exit 1 ;;
  "admin user add"*) cat >> ${root}/input ;;
  "admin user info"*) echo "${userInfo}" ;;
  "mb"*) echo "$MC_HOST_store" > ${root}/host ;;
esac`;
    writeFileSync(join(root, "mc"), mc);
    chmodSync(join(root, "mc"), 0o755);
    const env = {
      ACCESS_KEY_ID: "scheduler",
      BUCKET: "files",
      ENDPOINT: "http://shop-minio.data.svc:9000",
      PATH: `${root}:${process.env["PATH"]}`,
      POLICY: "{}",
      POLICY_NAME: "scheduler-bucket",
      REGION: "us-east-1",
      ROOT_PASSWORD: "rootpass",
      ROOT_USER: "root",
      SECRET_ACCESS_KEY: "key",
    };
    const script = bucketScript.replaceAll("/tmp/", `${root}/`);
    return spawnSync("/bin/sh", ["-euc", script], { env }).status;
  }

  const read = (name: string) => readFileSync(join(root, name), "utf8");

  test("makes the bucket, the user and its policy", () => {
    expect(run("PolicyName: ")).toBe(0);
    expect(read("calls").trim().split("\n")).toEqual([
      "mb --ignore-existing --region us-east-1 store/files",
      "admin user add store",
      `admin policy create store scheduler-bucket ${root}/policy.json`,
      "admin user info store scheduler",
      "admin policy attach store scheduler-bucket --user scheduler",
    ]);
    expect(read("host")).toBe("http://root:rootpass@shop-minio.data.svc:9000\n");
  });

  test("passes keys on standard input, never as arguments", () => {
    run("PolicyName: ");
    expect(read("input")).toBe("scheduler\nkey\n");
    expect(read("calls")).not.toMatch(/rootpass|\bkey\b/);
  });

  test("can run again: an attached policy is not attached twice, which MinIO refuses", () => {
    expect(run("PolicyName: scheduler-bucket")).toBe(0);
    expect(read("calls")).not.toContain("attach");
  });

  test.each(["mb", "user add", "policy create", "policy attach"])("fails when mc %s fails", (step) => {
    expect(run("PolicyName: ", step)).not.toBe(0);
  });
});
