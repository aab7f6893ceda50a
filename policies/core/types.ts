/** Type tokens that several rules are about. */
export const statefulSet = "kubernetes:apps/v1:StatefulSet";
export const deployment = "kubernetes:apps/v1:Deployment";
export const replicaSet = "kubernetes:apps/v1:ReplicaSet";
export const replicationController = "kubernetes:core/v1:ReplicationController";
export const daemonSet = "kubernetes:apps/v1:DaemonSet";
export const job = "kubernetes:batch/v1:Job";
export const cronJob = "kubernetes:batch/v1:CronJob";
export const pod = "kubernetes:core/v1:Pod";
export const service = "kubernetes:core/v1:Service";
export const serviceAccount = "kubernetes:core/v1:ServiceAccount";
export const namespace = "kubernetes:core/v1:Namespace";
/** As an object and as a patch, by which programs take over one that may exist already. */
export const namespaceTypes: readonly string[] = [namespace, `${namespace}Patch`];
export const configMap = "kubernetes:core/v1:ConfigMap";
export const secret = "kubernetes:core/v1:Secret";
export const secretTypes: readonly string[] = [secret, `${secret}Patch`];
export const volumeClaim = "kubernetes:core/v1:PersistentVolumeClaim";
export const ingress = "kubernetes:networking.k8s.io/v1:Ingress";
export const networkPolicy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
export const disruptionBudget = "kubernetes:policy/v1:PodDisruptionBudget";
export const autoscaler = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
/** What `kubectl autoscale` made for years, and clusters still serve: it has no behavior. */
export const autoscalerV1 = "kubernetes:autoscaling/v1:HorizontalPodAutoscaler";
export const scaledObject = "kubernetes:keda.sh/v1alpha1:ScaledObject";
export const serviceMonitor = "kubernetes:monitoring.coreos.com/v1:ServiceMonitor";
export const podMonitor = "kubernetes:monitoring.coreos.com/v1:PodMonitor";
export const prometheusRule = "kubernetes:monitoring.coreos.com/v1:PrometheusRule";
export const release = "kubernetes:helm.sh/v3:Release";
export const chart = "kubernetes:helm.sh/v4:Chart";
export const chartV3 = "kubernetes:helm.sh/v3:Chart";

/** Workloads that keep a number of pods running. */
export const servingTypes: readonly string[] = [statefulSet, deployment, replicaSet, replicationController];
/** Everything whose pods keep running. */
export const runningTypes: readonly string[] = [...servingTypes, daemonSet, pod];
/** Everything that makes pods. */
export const podTypes: readonly string[] = [...runningTypes, job, cronJob];
const withPatches = (types: readonly string[]) => types.flatMap((type) => [type, `${type}Patch`]);

/** With what programs set in a workload that exists already: for rules about what must not be there. */
export const patchedPodTypes: readonly string[] = withPatches(podTypes);
export const patchedServingTypes: readonly string[] = withPatches(servingTypes);
/** What holds Helm values. */
export const valuesTypes: readonly string[] = [release, chart, chartV3];
export const scalerTypes: readonly string[] = [autoscaler, autoscalerV1, scaledObject];
