import type { Environment, ObjectView } from "../../core/model.ts";
import { serverContainers, variable } from "../../core/pods.ts";
import { isServer } from "../../core/roles.ts";
import type { EnvironmentProblem, EnvironmentRule } from "../../core/rule.ts";
import { job, runningTypes } from "../../core/types.ts";
import { imageName } from "../kubernetes/images.ts";

const text = { pack: "scheduler", star: true, scope: "environment" } as const;

const servers = (environment: Environment) => environment.of(...runningTypes).filter(({ role }) => isServer(role));

const instanceOf = (object: ObjectView) =>
  `${object.namespace}/${object.at("metadata", "labels", "app.kubernetes.io/instance").text ?? ""}`;

interface Said {
  readonly object: ObjectView;
  readonly problem: (value: string) => Omit<EnvironmentProblem, "object">;
  readonly value: string;
}

/** Of each release, what differs from what most of its servers say. */
function differing(said: readonly Said[]): readonly EnvironmentProblem[] {
  return [...Map.groupBy(said, ({ object }) => instanceOf(object)).values()].flatMap((group) => {
    const [most] = [...Map.groupBy(group, ({ value }) => value)].toSorted(([, a], [, b]) => b.length - a.length);
    const wanted = most?.[0] ?? "";
    return group.filter(({ value }) => value !== wanted).map(({ object, problem }) => ({ object, ...problem(wanted) }));
  });
}

export const oneVersionAcrossComponents: EnvironmentRule = {
  ...text,
  id: "one-version-across-components",
  title: "All servers of a cluster, and its schema Job, have one version",
  severity: "high",
  why: "Masters and workers talk in a protocol that changes with the version, and each version wants its own tables: mixed, tasks hang or the schema breaks.",
  remediation: "Set one image.tag for all; a workload of its own tag is left over from a trial.",
  link: "https://github.com/apache/dolphinscheduler/issues/17495",
  origin: "A2; chart section 0",
  evaluate: (environment) => {
    const jobs = environment
      .of(job)
      .filter((it) => it.containers.some((c) => c.at("image").text?.includes("dolphinscheduler")));
    return differing(
      [...servers(environment), ...jobs].flatMap((object) =>
        (isServer(object.role) ? serverContainers(object) : object.containers)
          .map((container) => container.at("image"))
          .filter(({ text: image }) => image?.includes("dolphinscheduler"))
          .flatMap((at) => {
            const value = imageName(at.text ?? "").tag;
            const problem = (tag: string) => {
              const patch = { path: at.path, value: at.text?.replace(`:${value}`, `:${tag}`) };
              return { at, allowed: `the tag ${tag} of the others`, fix: `Write ${tag}.`, patch };
            };
            return value === undefined ? [] : [{ object, value, problem }];
          }),
      ),
    );
  },
};

export const timezoneAgrees: EnvironmentRule = {
  ...text,
  id: "timezone-agrees",
  title: "All servers of a cluster have one time zone",
  severity: "high",
  why: "A schedule is written in the API's zone and fired in the master's: where they differ, every workflow runs at the wrong hour.",
  remediation: "Set timezone in the stack file, and no TZ beside.",
  link: "https://dolphinscheduler.apache.org/en-us/docs/3.2.2/faq",
  origin: "Chart trap 22",
  evaluate: (environment) =>
    differing(
      servers(environment).flatMap((object) =>
        serverContainers(object)
          .map((container) => variable(container, "SPRING_JACKSON_TIME_ZONE"))
          .flatMap((at) => {
            const value = at.text;
            const problem = (zone: string) => {
              const patch = { path: at.path, value: zone };
              return { at, allowed: `${zone}, as the others`, fix: `Write ${zone}.`, patch };
            };
            return value === undefined ? [] : [{ object, value, problem }];
          }),
      ),
    ),
};

export const oneReleasePerNamespace: EnvironmentRule = {
  ...text,
  id: "one-release-per-namespace",
  title: "A namespace holds one DolphinScheduler",
  severity: "high",
  why: "Servers also read ConfigMaps with fixed names (master-server, worker-server, ...): two releases in one namespace share their configuration.",
  remediation: "Give each its own namespace. More workers of one cluster are another stack's business too.",
  link: "https://github.com/apache/dolphinscheduler/blob/3.2.2/dolphinscheduler-master/src/main/resources/bootstrap.yaml",
  origin: "Chart section 2, Other",
  evaluate: (environment) =>
    [...Map.groupBy(servers(environment), ({ namespace }) => namespace).values()].flatMap((group) => {
      const masters = group.filter(({ role }) => role === "master");
      const [first] = masters;
      return masters
        .filter((it) => first && instanceOf(it) !== instanceOf(first))
        .map((object) => {
          const at = object.at("metadata", "labels", "app.kubernetes.io/instance");
          const received = `${object.namespace}, where ${first?.name} is already`;
          return { object, at, allowed: "a namespace of its own", fix: "Move it.", received };
        });
    }),
};

export const togetherRules = [oneVersionAcrossComponents, timezoneAgrees, oneReleasePerNamespace];
