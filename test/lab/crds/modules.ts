/** A Go module that carries custom resource definitions, and the folder that they are in. */
export interface DefinitionModule {
  readonly group: string;
  readonly module: string;
  readonly version: string;
  readonly folder: string;
}

/**
 * Where the definitions of each API group come from. Only versions that the lab's Go can fetch: gateway-api 1.7 asks for
 * Go 1.27.
 */
export const definitionModules: readonly DefinitionModule[] = [
  {
    group: "cert-manager.io",
    module: "github.com/cert-manager/cert-manager",
    version: "v1.21.2",
    folder: "deploy/crds",
  },
  {
    group: "external-secrets.io",
    module: "github.com/external-secrets/external-secrets",
    version: "v1.3.2",
    folder: "config/crds/bases",
  },
  {
    group: "gateway.networking.k8s.io",
    module: "sigs.k8s.io/gateway-api",
    version: "v1.5.0",
    folder: "config/crd/standard",
  },
  { group: "keda.sh", module: "github.com/kedacore/keda/v2", version: "v2.21.0", folder: "config/crd/bases" },
  {
    group: "eventing.keda.sh",
    module: "github.com/kedacore/keda/v2",
    version: "v2.21.0",
    folder: "config/crd/bases",
  },
  {
    group: "monitoring.coreos.com",
    module: "github.com/prometheus-operator/prometheus-operator",
    version: "v0.85.0",
    folder: "example/prometheus-operator-crd",
  },
  {
    group: "postgresql.cnpg.io",
    module: "github.com/cloudnative-pg/cloudnative-pg",
    version: "v1.27.0",
    folder: "config/crd/bases",
  },
];
