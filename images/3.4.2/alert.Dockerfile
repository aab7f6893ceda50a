# syntax=docker/dockerfile:1
# Generated from images/contents.ts by `npm run docs`. Do not edit.

ARG BASE=apache/dolphinscheduler-alert-server:3.4.2
ARG MAVEN=maven:3.9.11-eclipse-temurin-17

FROM $MAVEN AS artifacts
ARG UNPINNED=refuse
WORKDIR /artifacts
COPY fetch.sh /usr/local/bin/fetch
RUN fetch <<'JARS'
org.apache.dolphinscheduler:dolphinscheduler-alert-dingtalk:3.4.2:jar:shade alert-plugins -
org.apache.dolphinscheduler:dolphinscheduler-alert-email:3.4.2:jar:shade alert-plugins -
org.apache.dolphinscheduler:dolphinscheduler-alert-feishu:3.4.2:jar:shade alert-plugins -
org.apache.dolphinscheduler:dolphinscheduler-alert-http:3.4.2:jar:shade alert-plugins -
org.apache.dolphinscheduler:dolphinscheduler-alert-pagerduty:3.4.2:jar:shade alert-plugins -
org.apache.dolphinscheduler:dolphinscheduler-alert-prometheus:3.4.2:jar:shade alert-plugins -
org.apache.dolphinscheduler:dolphinscheduler-alert-script:3.4.2:jar:shade alert-plugins -
org.apache.dolphinscheduler:dolphinscheduler-alert-slack:3.4.2:jar:shade alert-plugins -
org.apache.dolphinscheduler:dolphinscheduler-alert-webexteams:3.4.2:jar:shade alert-plugins -
org.apache.dolphinscheduler:dolphinscheduler-alert-wechat:3.4.2:jar:shade alert-plugins -
JARS

FROM $BASE
USER root
COPY --from=artifacts /artifacts/alert-plugins/ /opt/dolphinscheduler/plugins/alert-plugins/
RUN mkdir -p /opt/dolphinscheduler/logs && chown 10001:10001 /opt/dolphinscheduler/logs
USER 10001
