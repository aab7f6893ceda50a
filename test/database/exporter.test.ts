import { databaseMetricsPort } from "../../components/database/endpoint.ts";
import { postgresqlObjects } from "../../components/database/postgresql.ts";
import { inCluster } from "../binding/fixtures.ts";
import { expectRestricted } from "../binding/restricted.ts";

const exporterImage = "quay.io/prometheuscommunity/postgres-exporter:v0.17.1";
const render = (image: string | undefined) =>
  postgresqlObjects({
    deletion: "retain",
    instance: "shop",
    namespace: "data",
    spec: { ...inCluster, exporterImage: image },
  });
const watched = render(exporterImage);
const pod = watched.statefulSet.spec.template.spec;
const exporter = pod.containers.find(({ name }) => name === "exporter");

test("the exporter signs in with what the database's Secret holds, over the loopback address", () => {
  expect(exporter).toMatchObject({
    env: [
      { name: "DATA_SOURCE_PASS", valueFrom: { secretKeyRef: { key: "password", name: "shop-database" } } },
      { name: "DATA_SOURCE_URI", value: "127.0.0.1:5432/scheduler?sslmode=disable" },
      { name: "DATA_SOURCE_USER", valueFrom: { secretKeyRef: { key: "username", name: "shop-database" } } },
    ],
    image: exporterImage,
  });
});

test("the pod stays as restricted as it was", () => {
  expectRestricted(pod);
});

test("the exporter lives while the database does not, so that it can say so", () => {
  expect(JSON.stringify(exporter?.livenessProbe)).not.toMatch(/pg_isready|exec/);
  expect(exporter?.livenessProbe).toMatchObject({ httpGet: { path: "/", port: "metrics" } });
});

test("its port is the Service's, and the one that monitoring may reach", () => {
  expect(watched.service.spec.ports.map(({ name, port }) => [name, port])).toEqual([
    ["postgresql", 5432],
    ["metrics", 9187],
  ]);
  expect(databaseMetricsPort({ ...inCluster, exporterImage })).toBe(9187);
});

test("nobody watches, so there is no exporter and no port", () => {
  const alone = render(undefined);
  expect(alone.statefulSet.spec.template.spec.containers).toHaveLength(1);
  expect(alone.service.spec.ports).toHaveLength(1);
  expect(databaseMetricsPort(inCluster)).toBeUndefined();
});
