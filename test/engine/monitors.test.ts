import { describedTargets } from "./monitored.ts";
import { type Manifest, renderedManifests } from "./rendered.ts";

const operated = `config:
  dolphinpod:class: dev
  dolphinpod:name: ds
  dolphinpod:isolation: { monitoringNamespace: monitoring }
  dolphinpod:monitoring: { mode: prometheus-operator }
  dolphinpod:registry: { backend: etcd, members: 3 }
`;

const stacks = { full: "test/fixtures/stacks/Pulumi.full.yaml", operated, prod: "Pulumi.prod.yaml" };

/** The mesh puts these containers into the pods, so no object has their port. */
const isOfTheMesh = ({ metadata }: Manifest) => metadata.name.endsWith("-proxies");

test.each(Object.entries(stacks))(
  "every monitor of %s leads to a port that some pod has and that Prometheus may reach",
  async (_, file) => {
    const manifests = await renderedManifests(file);
    const monitors = manifests.filter((it) => /^(Service|Pod)Monitor$/.test(it.kind) && !isOfTheMesh(it));
    expect(monitors.length).toBeGreaterThan(4);
    for (const monitor of monitors) {
      const targets = describedTargets(monitor, manifests, "monitoring");
      expect([monitor.metadata.name, targets.length > 0, targets.filter(({ reached }) => !reached)]).toEqual([
        monitor.metadata.name,
        true,
        [],
      ]);
    }
  },
);
