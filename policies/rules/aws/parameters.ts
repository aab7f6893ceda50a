import type { ObjectRule } from "../../core/rule.ts";

export const rdsForceSsl: ObjectRule = {
  id: "rds-force-ssl",
  title: "The database refuses clients without TLS",
  severity: "high",
  why: "A client that asks for nothing gets plain text, and nobody notices.",
  remediation: "Set the parameter rds.force_ssl to 1 (MySQL: require_secure_transport to ON).",
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
  origin: "A3; AWS Security Hub, RDS controls",
  pack: "aws",
  scope: "object",
  types: ["aws:rds/parameterGroup:ParameterGroup", "aws:rds/clusterParameterGroup:ClusterParameterGroup"],
  evaluate: (object) => {
    const at = object.at("parameters");
    const forced = at.items.some(
      (parameter) =>
        /^(rds\.force_ssl|require_secure_transport)$/.test(parameter.at("name").text ?? "") &&
        /^(1|ON)$/i.test(String(parameter.at("value").value ?? "")),
    );
    if (at.unknown || forced) return [];
    const fix = "Add {name: rds.force_ssl, value: 1}.";
    return [{ at, allowed: "rds.force_ssl at 1", fix, received: "no parameter that forces TLS", missing: true }];
  },
};

export const noOpenSecurityGroup: ObjectRule = {
  id: "security-group-not-open",
  title: "No security group is open to the world",
  severity: "critical",
  why: "0.0.0.0/0 on a database's or a server's port is found by scanners within minutes.",
  remediation: "Name the cluster's security group, or the networks that need it.",
  link: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  origin: "AWS Security Hub, EC2.18",
  pack: "aws",
  scope: "object",
  types: ["aws:ec2/securityGroup:SecurityGroup", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
  evaluate: (object) => {
    const rules = object.type.endsWith("SecurityGroup") ? object.at("ingress").items : [object.root];
    return rules.flatMap((rule) =>
      [...rule.at("cidrBlocks").items, ...rule.at("ipv6CidrBlocks").items, rule.at("cidrIpv4"), rule.at("cidrIpv6")]
        .filter(({ text: cidr }) => cidr === "0.0.0.0/0" || cidr === "::/0")
        .map((at) => ({ at, allowed: "a security group, or networks of your own", fix: "Name who needs it." })),
    );
  },
};

export const parameterRules = [rdsForceSsl, noOpenSecurityGroup];
