{{- /* Only a live server has this group: without one, version and kinds here are no server's but Helm's own. */}}
{{- if .Capabilities.APIVersions.Has "apiregistration.k8s.io/v1" }}
{{- $capabilities := .Capabilities }}
{{- $server := .Capabilities.KubeVersion.Version }}
{{- $problems := list }}
{{- range .Values.versions }}
{{- if not (semverCompare .constraint $server) }}
{{- $problems = append $problems (merge (dict "received" (printf "a server of %s" $server)) .) }}
{{- end }}
{{- end }}
{{- range .Values.kinds }}
{{- $missing := list }}
{{- range .kinds }}
{{- if not ($capabilities.APIVersions.Has .) }}
{{- $missing = append $missing . }}
{{- end }}
{{- end }}
{{- if $missing }}
{{- $problems = append $problems (merge (dict "received" (printf "a cluster without %s" (join ", " $missing))) .) }}
{{- end }}
{{- end }}
{{- $texts := list }}
{{- range $problems }}
{{- $texts = append $texts (printf "\n\n%s\n  received  %s\n  allowed   %s\n  fix       %s" .path .received .allowed .fix) }}
{{- end }}
{{- if $texts }}
{{- fail (join "" $texts) }}
{{- end }}
{{- end }}
