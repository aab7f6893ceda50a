# syntax=docker/dockerfile:1
# Generated from images/contents.ts by `npm run docs`. Do not edit.

ARG BASE=apache/dolphinscheduler-master:3.4.2
ARG MAVEN=maven:3.9.11-eclipse-temurin-17

FROM $MAVEN AS artifacts
ARG UNPINNED=refuse
WORKDIR /artifacts
COPY fetch.sh /usr/local/bin/fetch
RUN fetch <<'JARS'
org.apache.dolphinscheduler:dolphinscheduler-datasource-clickhouse:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-db2:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-hive:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-k8s:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-mysql:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-oracle:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-postgresql:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-redshift:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-snowflake:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-spark:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-sqlserver:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-ssh:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-datasource-trino:3.4.2:jar:shade datasource-plugins -
org.apache.dolphinscheduler:dolphinscheduler-storage-s3:3.4.2:jar:shade storage-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-datax:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-flink:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-http:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-java:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-k8s:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-procedure:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-python:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-remoteshell:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-seatunnel:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-shell:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-spark:3.4.2:jar:shade task-plugins -
org.apache.dolphinscheduler:dolphinscheduler-task-sql:3.4.2:jar:shade task-plugins -
JARS

FROM $BASE
USER root
COPY --from=artifacts /artifacts/datasource-plugins/ /opt/dolphinscheduler/plugins/datasource-plugins/
COPY --from=artifacts /artifacts/storage-plugins/ /opt/dolphinscheduler/plugins/storage-plugins/
COPY --from=artifacts /artifacts/task-plugins/ /opt/dolphinscheduler/plugins/task-plugins/
RUN mkdir -p /opt/dolphinscheduler/logs && chown 10001:10001 /opt/dolphinscheduler/logs
USER 10001
