/** A configuration that must be refused: at which path, and with which way out. */
export interface BadInput {
  readonly says: string;
  readonly input: Record<string, unknown>;
  readonly path: string;
  readonly fix: RegExp;
}

export const dev = { class: "dev" };

const inAMonth = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const unpinned = { reason: "the registry of a test cannot be reached", expires: inAMonth };

/** The least that class prod accepts. */
export const prod = {
  class: "prod",
  cluster: { context: "prod-eu" },
  storage: "gp3",
  image: { registry: "registry.example.com/data", unpinned },
  database: { backend: "existing", secretName: "postgres", maxConnections: 500 },
  objectStore: { backend: "existing", secretName: "s3" },
};

/** The least that class prod accepts with its own backends, which are in AWS. */
export const cloud = {
  class: "prod",
  cluster: { context: "prod-eu" },
  storage: "gp3",
  image: prod.image,
  aws: { region: "eu-central-1", account: "123456789012" },
  database: {
    vpc: "vpc-0123456789abcdef0",
    subnets: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
    clusterSecurityGroup: "sg-0123456789abcdef0",
    caBundle: { configMap: "rds-ca" },
  },
  objectStore: { bucket: "acme-dolphin" },
};

export function bad(says: string, input: Record<string, unknown>, path: string, fix: RegExp): BadInput {
  return { says, input, path, fix };
}
