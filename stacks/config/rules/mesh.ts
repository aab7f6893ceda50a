import { ownedAnnotations } from "../../../components/mesh/annotations.ts";
import { type ServerName, serverNames } from "../../../components/scheduler/types.ts";
import { mesh } from "../sections/mesh.ts";
import { type Rule, rule } from "./rule.ts";

const details = Object.keys(mesh.shape).filter((option) => option !== "mode");

const detailsHaveMesh = rule("Options of `mesh` go with `mode: linkerd`.", ["mesh"], ({ settings, written }) => {
  const detail = details.find((option) => written(`mesh.${option}`));
  if (settings.mesh.mode === "linkerd" || detail === undefined) return undefined;
  return {
    path: `mesh.${detail}`,
    received: "a setting of the mesh, which is off",
    allowed: "nothing: without the mesh nobody reads it",
    fix: "Write mode: linkerd beside it, or remove it.",
  };
});

function annotationsAreTheMesh(server: ServerName): Rule {
  return rule(
    "With `mesh.mode: linkerd`, Linkerd's `annotations` are up to the `mesh` section.",
    ["mesh.mode", `${server}.annotations`],
    ({ settings }) => {
      const key = Object.keys(settings[server].annotations).find((it) => ownedAnnotations.test(it));
      if (settings.mesh.mode === "off" || key === undefined) return undefined;
      return {
        path: `${server}.annotations.${key}`,
        received: `the annotation ${key} beside the mesh section`,
        allowed: "annotations of others: a server out of the mesh is refused by all that are in it",
        fix: "Remove it; the mesh section sets Linkerd's annotations for all pods.",
      };
    },
  );
}

export const meshRules: readonly Rule[] = [detailsHaveMesh, ...serverNames.map(annotationsAreTheMesh)];
