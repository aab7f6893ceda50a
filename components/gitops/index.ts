import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../binding/children.ts";
import { application } from "./application.ts";
import { applicationSet } from "./application-set.ts";
import { appProject } from "./project.ts";
import type { ApplicationSetArgs, GitopsArgs } from "./types.ts";

export { argocdConfig } from "./config-map.ts";
export type * from "./types.ts";

/**
 * An environment that Argo CD delivers: its Application and the AppProject that holds it to its repository, namespaces
 * and kinds. The rendered folder is the repository's; `dolphinpod render` makes it.
 * Nothing of the environment goes with its Application.
 */
export class GitopsEnvironment extends pulumi.ComponentResource {
  constructor(name: string, args: GitopsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:gitops:GitopsEnvironment", name, {}, opts);
    const child = childOptions(this, opts);
    const project = new kubernetes.apiextensions.CustomResource(`${name}-project`, appProject(args), child);
    new kubernetes.apiextensions.CustomResource(
      `${name}-application`,
      application(args),
      pulumi.mergeOptions(child, { dependsOn: project }),
    );
    this.registerOutputs({});
  }
}

/** Several environments from one ApplicationSet, each with a project of its own. */
export class GitopsEnvironments extends pulumi.ComponentResource {
  constructor(name: string, args: ApplicationSetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:gitops:GitopsEnvironments", name, {}, opts);
    const child = childOptions(this, opts);
    const projects = args.environments.map(
      (environment) =>
        new kubernetes.apiextensions.CustomResource(
          `${name}-${environment.spec.application}-project`,
          appProject(environment),
          child,
        ),
    );
    new kubernetes.apiextensions.CustomResource(
      `${name}-applications`,
      applicationSet(args),
      pulumi.mergeOptions(child, { dependsOn: projects }),
    );
    this.registerOutputs({});
  }
}
