import type { Field } from "./field.ts";
import type { ObjectView } from "./model.ts";

/** What lets a Service be reached from outside the cluster: its type, or addresses of its own. */
export function openings(service: ObjectView): readonly Field[] {
  const type = service.at("spec", "type");
  const addresses = service.at("spec", "externalIPs");
  const isOpen = type.text === "LoadBalancer" || type.text === "NodePort";
  return [...(isOpen ? [type] : []), ...(addresses.items.length > 0 ? [addresses] : [])];
}

/** The patch that closes an opening. */
export const closing = ({ key, path }: Field) => (key === "type" ? { path, value: "ClusterIP" } : { path });

/** All Services that an Ingress leads to, that for everything else included. */
export function backendsOf(ingress: ObjectView): readonly Field[] {
  const paths = ingress.at("spec", "rules").items.flatMap((rule) => rule.at("http", "paths").items);
  return [ingress.at("spec", "defaultBackend"), ...paths.map((path) => path.at("backend"))].map((it) =>
    it.at("service"),
  );
}
