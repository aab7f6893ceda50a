/** Annotations of pods and Services that are the mesh's to write, and nobody's else. */
export const ownedAnnotations = /^((config|balancer|retry|timeout)\.)?((alpha|beta)\.)?linkerd\.io\//;
