import { type ImageName, imageNames } from "../components/scheduler/images.ts";
import { applicationVersion } from "../components/scheduler/versions/index.ts";
import { type Digests, pinned } from "../stacks/config/images.ts";
import { type BuiltVersion, builtVersions, groups, helpers, type Jar, jarsOf, packages } from "./contents.ts";

/** Checksums of jars by their coordinates, as images/checksums.json has them. */
export type Checksums = Readonly<Record<string, string>>;

/** The user that the program runs the servers as; see `serverUser`. */
const user = 10001;

/** All Dockerfiles, by path. */
export function dockerfiles(checksums: Checksums, digests: Digests): Readonly<Record<string, string>> {
  const components = Object.keys(imageNames) as ImageName[];
  return Object.fromEntries(
    builtVersions.flatMap((version) => [
      ...components.map((component) => [
        `images/${version}/${component}.Dockerfile`,
        serverDockerfile(version, component, checksums, digests),
      ]),
      [`images/${version}/plugins.Dockerfile`, pluginsDockerfile(version, checksums, digests)],
    ]),
  );
}

/** An official image with what a team needs; it runs as a user that is not root. */
export function serverDockerfile(
  version: BuiltVersion,
  component: ImageName,
  checksums: Checksums,
  digests: Digests,
): string {
  const jars = jarsOf(version).filter(({ images }) => images.includes(component));
  const base = pinned(`apache/${imageNames[component]}:${version}`, digests);
  const { logsFolder } = applicationVersion(version);
  const installed = packages[component] ?? [];
  return file(
    [`ARG BASE=${base}`, ...(jars.length > 0 ? [mavenArgument(digests)] : [])],
    jars.length > 0 ? [...artifactStage(jars, checksums), ...(component === "worker" ? datax : [])] : [],
    [
      "FROM $BASE",
      "USER root",
      ...(installed.length > 0 ? [install(installed)] : []),
      ...(component === "worker" ? ["COPY --from=artifacts /soft/ /opt/soft/"] : []),
      ...foldersOf(jars).map((group) => `COPY --from=artifacts /artifacts/${group}/ ${targetOf(version, group)}/`),
      ...(component === "tools" ? [] : [`RUN mkdir -p ${logsFolder} && chown ${user}:${user} ${logsFolder}`]),
      `USER ${user}`,
    ],
  );
}

/** An image that only carries jars, for the option `plugins`. */
export function pluginsDockerfile(version: BuiltVersion, checksums: Checksums, digests: Digests): string {
  const jars = jarsOf(version);
  return file(
    [`ARG BASE=${pinned(helpers.carrier, digests)}`, mavenArgument(digests)],
    artifactStage(jars, checksums),
    ["FROM $BASE", "COPY --from=artifacts /artifacts/ /plugins/", `USER ${user}`],
  );
}

function file(...stages: readonly (readonly string[])[]): string {
  const head = ["# syntax=docker/dockerfile:1", "# Generated from images/contents.ts by `npm run docs`. Do not edit."];
  const written = [head, ...stages].filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${written.join("\n\n")}\n`;
}

const mavenArgument = (digests: Digests) => `ARG MAVEN=${pinned(helpers.maven, digests)}`;

function artifactStage(jars: readonly Jar[], checksums: Checksums): readonly string[] {
  const lines = jars.map(({ coordinates, group }) => `${coordinates} ${group} ${checksums[coordinates] ?? "-"}`);
  return [
    "FROM $MAVEN AS artifacts",
    "ARG UNPINNED=refuse",
    "WORKDIR /artifacts",
    "COPY fetch.sh /usr/local/bin/fetch",
    "RUN fetch <<'JARS'",
    ...lines,
    "JARS",
  ];
}

/** DataX is in no package registry: whoever builds names an archive and its checksum, or goes without. */
const datax: readonly string[] = [
  "ARG DATAX_URL=",
  "ARG DATAX_SHA256=",
  [
    'RUN mkdir /soft && if [ -n "$DATAX_URL" ]; then',
    '  curl --fail --location --silent --output /tmp/datax.tar.gz "$DATAX_URL"',
    '  && echo "$DATAX_SHA256  /tmp/datax.tar.gz" | sha256sum --check --strict -',
    "  && tar -xzf /tmp/datax.tar.gz -C /soft; fi",
  ].join(" \\\n"),
];

/** The chart's PYTHON_LAUNCHER is /usr/bin/python/bin/python3, and a variable of its ConfigMap wins over the image's. */
function install(names: readonly string[]): string {
  return [
    "RUN apt-get update",
    `apt-get install --yes --no-install-recommends ${names.join(" ")}`,
    "rm -rf /var/lib/apt/lists/*",
    "mkdir -p /usr/bin/python/bin",
    "ln -s /usr/bin/python3 /usr/bin/python/bin/python3",
  ].join(" \\\n && ");
}

const foldersOf = (jars: readonly Jar[]) => groups.filter((group) => jars.some((jar) => jar.group === group));

function targetOf(version: BuiltVersion, group: string): string {
  const { classPath } = applicationVersion(version);
  return classPath.kind === "home" ? `${classPath.home}/libs` : `${classPath.folder}/${group}`;
}
