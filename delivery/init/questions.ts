import type { EnvironmentClass } from "../../stacks/config/spec.ts";

/** What decides a first stack file, all as texts that a person typed. */
export interface Answers {
  readonly class: EnvironmentClass;
  readonly namespace: string;
  readonly context?: string | undefined;
  readonly host?: string | undefined;
  readonly issuer?: string | undefined;
  readonly storage?: string | undefined;
  readonly registry?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  readonly vpc?: string | undefined;
  readonly subnets?: string | undefined;
  readonly securityGroup?: string | undefined;
  readonly cidr?: string | undefined;
  readonly bucket?: string | undefined;
  readonly owner?: string | undefined;
}

export type Asked = Exclude<keyof Answers, "class">;

/** One question about an environment, or one option on the command line. */
export interface Question {
  readonly key: Asked;
  readonly about: string;
  readonly example: string;
  /** `must`: there is no stack file without an answer; `may`: it can be left empty; `no`: it is not asked. */
  readonly in: Readonly<Record<EnvironmentClass, "must" | "may" | "no">>;
  /** Options of the stack file in which a wrong answer shows. */
  readonly shows: readonly string[];
  /** Whether values of the upstream chart make it needless; a missing answer is then none. */
  readonly needlessWith?: (brought: Brought) => boolean;
}

/** What values of the upstream chart say already. */
export interface Brought {
  /** Options, such as "ingress.host". */
  readonly options: ReadonlySet<string>;
  /** Whether the application's version has no stock images that work. */
  readonly ownImages: boolean;
}

const ownDatabase = ({ options }: Brought) => options.has("database.secretName");
export const ownStore = ({ options }: Brought) => options.has("objectStore.secretName");
/** A host that came along needs a certificate, if it has none. */
export const certified = ({ options }: Brought) =>
  !options.has("ingress.host") || options.has("tls.issuer") || options.has("ingress.tlsSecretName");

const everywhere = { dev: "may", prod: "must" } as const;
const production = { dev: "no", prod: "must" } as const;

/** In the order in which they are asked. */
export const questions: readonly Question[] = [
  {
    key: "namespace",
    about: "namespace of its own for the environment",
    example: "dolphinscheduler-prod",
    in: { dev: "must", prod: "must" },
    shows: ["namespace", "aws.prefix"],
  },
  {
    key: "context",
    about: "context of the kubeconfig for the cluster",
    example: "prod-eu",
    in: everywhere,
    shows: ["cluster.context"],
  },
  {
    key: "host",
    about: "host name of the user interface",
    example: "dolphinscheduler.example.com",
    in: everywhere,
    shows: ["ingress.host"],
    needlessWith: () => true,
  },
  {
    key: "issuer",
    about: "ClusterIssuer of cert-manager that signs for the host; without one Let's Encrypt does",
    example: "company-ca",
    in: { dev: "no", prod: "may" },
    shows: ["tls.issuer"],
    needlessWith: certified,
  },
  { key: "storage", about: "storage class of the volumes", example: "gp3", in: production, shows: ["storage"] },
  {
    key: "registry",
    about: "registry and folder of the application's images",
    example: "registry.example.com/data",
    in: production,
    shows: ["image.registry"],
    needlessWith: ({ options, ownImages }) => !ownImages || options.has("image.registry"),
  },
  {
    key: "region",
    about: "region of AWS",
    example: "eu-central-1",
    in: production,
    shows: ["aws.region"],
    needlessWith: (it) => ownDatabase(it) && ownStore(it),
  },
  {
    key: "account",
    about: "number of the AWS account",
    example: "123456789012",
    in: production,
    shows: ["aws.account"],
    needlessWith: (it) => ownDatabase(it) && ownStore(it),
  },
  {
    key: "vpc",
    about: "VPC of the cluster",
    example: "vpc-0123456789abcdef0",
    in: production,
    shows: ["database.vpc"],
    needlessWith: ownDatabase,
  },
  {
    key: "subnets",
    about: "private subnets for the database, two or more, with commas",
    example: "subnet-0123456789abcdef0,subnet-0fedcba9876543210",
    in: production,
    shows: ["database.subnets"],
    needlessWith: ownDatabase,
  },
  {
    key: "securityGroup",
    about: "security group of the cluster's nodes",
    example: "sg-0123456789abcdef0",
    in: production,
    shows: ["database.clusterSecurityGroup"],
    needlessWith: ownDatabase,
  },
  {
    key: "cidr",
    about: "address range of the VPC",
    example: "10.20.0.0/16",
    in: production,
    shows: ["database.cidr"],
    needlessWith: ownDatabase,
  },
  {
    key: "bucket",
    about: "S3 bucket for files and logs, that nobody has yet",
    example: "acme-dolphinscheduler-prod",
    in: production,
    shows: ["objectStore.bucket"],
    needlessWith: ownStore,
  },
  {
    key: "owner",
    about: "team that answers for the exceptions in the file",
    example: "data-platform",
    in: production,
    shows: [],
    needlessWith: ownStore,
  },
];

/** The option of a question on the command line: `--security-group`. */
export function optionOf(key: Asked): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The questions of a class, without those that values of the upstream chart make needless. */
export function questionsFor(environmentClass: EnvironmentClass, brought?: Brought): readonly Question[] {
  return questions.filter(
    (question) =>
      question.in[environmentClass] !== "no" && (brought === undefined || !question.needlessWith?.(brought)),
  );
}
