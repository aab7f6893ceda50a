import provider, { type CheckResponse, type DiffResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { type Change, formatPath } from "./diff.ts";
import type { Checked, Diffed } from "./protocol.ts";
import { toStruct } from "./rpc.ts";

const { Kind } = provider.PropertyDiff;
const KINDS: Record<Change, { update: number; replace: number }> = {
  add: { update: Kind.ADD, replace: Kind.ADD_REPLACE },
  delete: { update: Kind.DELETE, replace: Kind.DELETE_REPLACE },
  update: { update: Kind.UPDATE, replace: Kind.UPDATE_REPLACE },
};

export function checkResponse(checked: Checked): CheckResponse {
  const failures = checked.failures.map(({ property, reason }) =>
    new provider.CheckFailure().setProperty(property).setReason(reason),
  );
  return new provider.CheckResponse().setInputs(toStruct(checked.inputs)).setFailuresList(failures);
}

export function diffResponse(diffed: Diffed): DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
  const response = new provider.DiffResponse()
    .setChanges(diffed.differences.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setReplacesList(diffed.replaces.map(({ path }) => formatPath(path)))
    .setDeletebeforereplace(diffed.deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const difference of diffed.differences) {
    const how = diffed.replaces.includes(difference) ? "replace" : "update";
    const kind = KINDS[difference.change][how] as (typeof Kind)[keyof typeof Kind];
    response
      .getDetaileddiffMap()
      .set(formatPath(difference.path), new provider.PropertyDiff().setKind(kind).setInputdiff(true));
  }
  return response;
}
