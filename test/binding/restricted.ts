/** What the restricted Pod Security Standard and this project ask of every pod; used by the tests of all backends. */
export interface PodLike {
  readonly automountServiceAccountToken: boolean;
  readonly enableServiceLinks: boolean;
  readonly serviceAccountName: string;
  readonly securityContext: object;
  readonly containers: readonly object[];
  readonly initContainers?: readonly object[];
}

export function expectRestricted(pod: PodLike): void {
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    serviceAccountName: expect.stringMatching(/./),
  });
  for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
    expect(container).toMatchObject({
      resources: {
        limits: { cpu: expect.any(String), memory: expect.any(String) },
        requests: { cpu: expect.any(String), memory: expect.any(String) },
      },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
      },
    });
  }
}
