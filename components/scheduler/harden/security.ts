import { change, changeList, put } from "../../kubernetes/object.ts";
import { restrictedContainer, restrictedPod } from "../../kubernetes/pod.ts";
import { runsAsRoot } from "../tenants.ts";
import { all, type Context, onContainer, serverObjectName } from "./context.ts";

/** User and group of servers that need not be root. The images name none; their files are readable by all. */
export const serverUser = 10001;

/** Who the pod is to the kernel and to the API server. */
export const security = all(
  (pod, { spec, server }) => ({
    ...change(pod, "securityContext", (context) => ({
      ...context,
      ...(runsAsRoot(spec, server) ? rootPod : restrictedPod(serverUser)),
    })),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    serviceAccountName: serverObjectName(spec, server),
  }),
  (pod, { spec: { image } }) =>
    image.pullSecrets.length === 0
      ? pod
      : changeList(pod, "imagePullSecrets", (secrets) => put(secrets, ...image.pullSecrets.map((name) => ({ name })))),
  onContainer((container, context) =>
    change(container, "securityContext", (current) => ({ ...current, ...containerSecurity(context) })),
  ),
);

/** Tasks of a worker may write wherever its user may; the other servers write to volumes only. */
function containerSecurity({ spec, server }: Context) {
  if (runsAsRoot(spec, server)) return rootContainer;
  return restrictedContainer(server === "worker" ? "writable" : "read-only");
}

const rootPod = { runAsNonRoot: false, runAsUser: 0, seccompProfile: { type: "RuntimeDefault" } };

/** Root for sudo and useradd: the baseline standard, with the capabilities that becoming another user takes. */
const rootContainer = {
  allowPrivilegeEscalation: true,
  capabilities: {
    add: ["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID"],
    drop: ["ALL"],
  },
  privileged: false,
  readOnlyRootFilesystem: false,
  runAsNonRoot: false,
  seccompProfile: { type: "RuntimeDefault" },
};
