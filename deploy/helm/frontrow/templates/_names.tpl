{{- define "frontrow.name" -}}
{{- if contains "frontrow" .Release.Name }}{{ .Release.Name | trunc 53 | trimSuffix "-" }}{{ else }}{{ printf "%s-frontrow" (.Release.Name | trunc 44 | trimSuffix "-") }}{{ end }}
{{- end }}

{{- define "frontrow.selector" -}}
app.kubernetes.io/name: frontrow
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "frontrow.labels" -}}
{{ include "frontrow.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}
