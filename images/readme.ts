import { table } from "../delivery/table.ts";
import { builtVersions, helpers, jarsOf, packages } from "./contents.ts";
import type { Checksums } from "./dockerfile.ts";

/** What the images hold and what stands for it, for people. */
export function readme(checksums: Checksums): string {
  const rows = builtVersions.flatMap((version) =>
    jarsOf(version).map(({ coordinates, group, images }) => [
      version,
      coordinates,
      group,
      images.join(", "),
      checksums[coordinates] ? "yes" : "none",
    ]),
  );
  const missing = new Set(rows.flatMap(([, jar, , , checksum]) => (checksum === "none" ? [jar] : [])));
  return `# Images

<!-- Generated from images/contents.ts by \`npm run docs\`. Do not edit. -->

The official images, and what a team needs besides. The context of a build is this folder:

\`\`\`sh
docker build -f images/3.4.2/worker.Dockerfile -t registry.example.com/data/dolphinscheduler-worker:3.4.2 images
\`\`\`

- \`BASE\`: what is built upon; the official image by default.
- \`MAVEN\`: image of the stage that fetches jars; \`${helpers.maven}\` by default.
- \`UNPINNED=allow\` takes jars that have no checksum; by default they stop the build.
- \`DATAX_URL\` and \`DATAX_SHA256\` (worker): an archive of DataX and its checksum. It is in no package registry, and
  without these it is left out.

Jars are checked against \`checksums.json\`. A checksum comes from a download, never from anywhere else:
\`npm run images -- --checksums\` fetches the jars that have none and writes theirs down. ${missing.size} have none yet:
where it was last run (2026-11-24), Maven could not find them.
Packages of the distribution (worker: ${(packages.worker ?? []).join(", ")}) have no checksum: its archive keeps only
the newest version.

\`\`\`text
${table(["VERSION", "JAR", "FOLDER FROM 3.3 ON", "IMAGES", "CHECKSUM"], rows)}
\`\`\`
`;
}
