import type { Item, TeardownPlan } from "./plan.ts";

/** How to delete one kind of resource that stays in AWS, in the order in which AWS lets them go. */
const awsCommands: readonly (readonly [type: string, commands: (item: Item) => readonly string[]])[] = [
  [
    "aws:rds/instance:Instance",
    ({ name }) => [
      `aws rds modify-db-instance --db-instance-identifier ${name} --no-deletion-protection --apply-immediately`,
      `aws rds delete-db-instance --db-instance-identifier ${name} --final-db-snapshot-identifier ${name}-final`,
      `aws rds wait db-instance-deleted --db-instance-identifier ${name}`,
    ],
  ],
  [
    "aws:rds/parameterGroup:ParameterGroup",
    ({ name }) => [`aws rds delete-db-parameter-group --db-parameter-group-name ${name}`],
  ],
  ["aws:rds/subnetGroup:SubnetGroup", ({ name }) => [`aws rds delete-db-subnet-group --db-subnet-group-name ${name}`]],
  ["aws:ec2/securityGroup:SecurityGroup", ({ name }) => [`aws ec2 delete-security-group --group-id ${name}`]],
  [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    ({ resource: { inputs } }) => [
      `aws iam detach-role-policy --role-name ${inputs.role} --policy-arn ${inputs.policyArn}`,
    ],
  ],
  ["aws:iam/role:Role", ({ name }) => [`aws iam delete-role --role-name ${name}`]],
  [
    "aws:s3/bucket:Bucket",
    ({ name }) => [
      `aws s3api delete-bucket --bucket ${name}    # once it is empty: "Empty" in the S3 console takes every version`,
    ],
  ],
  [
    "aws:kms/key:Key",
    ({ name }) => [
      `aws kms schedule-key-deletion --key-id ${name} --pending-window-in-days 30    # last: backups are noise without it`,
    ],
  ],
];

/** Commands that delete what a destroy leaves, in an order that works. */
export function commandsByHand({ claims, context, kubeconfig, region, stays }: TeardownPlan): readonly string[] {
  const where = [
    ...(kubeconfig === undefined ? [] : ["--kubeconfig", quoted(kubeconfig)]),
    ...(context === undefined ? [] : ["--context", quoted(context)]),
  ];
  const kubectl = ["kubectl", ...where].join(" ");
  const inCluster = stays.filter(isInCluster);
  const namespaces = inCluster.filter(({ kind }) => kind === "Namespace").map(({ name }) => name);
  const single = [
    ...inCluster
      .filter(({ kind }) => kind !== "Namespace")
      .map(({ kind, name, namespace }) => ({ kind: kind.toLowerCase(), names: [name], namespace })),
    ...claims.map((kept) => ({ kind: "pvc", ...kept })),
  ].filter(({ namespace }) => namespace === undefined || !namespaces.includes(namespace));

  return [
    ...namespaces.map((name) => `${kubectl} delete namespace ${name}`),
    ...single.map(({ kind, names, namespace }) =>
      [kubectl, "delete", kind, ...names, ...(namespace === undefined ? [] : ["-n", namespace])].join(" "),
    ),
    ...awsCommands
      .flatMap(([type, commands]) => stays.filter(({ resource }) => resource.type === type).flatMap(commands))
      .map((command) => (region === undefined ? command : command.replace(/^aws /, `aws --region ${region} `))),
  ];
}

export function isInCluster({ resource }: Item): boolean {
  return resource.type.startsWith("kubernetes:");
}

/** Whether it has a life of its own: the rest are settings, which go with what they belong to. */
export function standsAlone(item: Item): boolean {
  return isInCluster(item) || awsCommands.some(([type]) => type === item.resource.type);
}

/** A word of a shell, whatever is in it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
