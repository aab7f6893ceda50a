/**
 * How simulated pods come to be what they are, beside kwok's own stages
 * (https://kwok.sigs.k8s.io/docs/user/stages-configuration/).
 */

/** A tag that ends so is in no registry: pods with such an image never run. */
const missingTag = "-missing";

const isMissing = `endswith("${missingTag}")`;
const images = ".spec.containers[], (.spec.initContainers // [])[] | .image";

/** A pod whose image cannot be pulled says so as the kubelet does, and stays as it is until its image is another. */
export const missingImage = {
  apiVersion: "kwok.x-k8s.io/v1alpha1",
  kind: "Stage",
  metadata: { name: "pod-image-missing" },
  spec: {
    resourceRef: { apiGroup: "v1", kind: "Pod" },
    selector: {
      matchExpressions: [
        { key: ".metadata.deletionTimestamp", operator: "DoesNotExist" },
        { key: ".status.podIP", operator: "DoesNotExist" },
        { key: `[${images} | ${isMissing}] | any`, operator: "In", values: ["true"] },
      ],
    },
    // kwok's own stages have no weight: where this one fits, it is taken.
    weight: 1,
    next: { statusTemplate: status() },
  },
};

function status(): string {
  return `
phase: Pending
conditions:
- type: Initialized
  status: "True"
- type: Ready
  status: "False"
  reason: ContainersNotReady
- type: ContainersReady
  status: "False"
  reason: ContainersNotReady
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: false
  started: false
  restartCount: 0
  state:
    waiting:
      reason: ImagePullBackOff
      message: {{ printf "Back-off pulling image %q" .image | Quote }}
{{ end }}
`;
}
