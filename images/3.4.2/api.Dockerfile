# syntax=docker/dockerfile:1
# Generated from images/contents.ts by `npm run docs`. Do not edit.

ARG BASE=apache/dolphinscheduler-api:3.4.2
ARG MAVEN=maven:3.9.11-eclipse-temurin-17

FROM $MAVEN AS artifacts
ARG UNPINNED=refuse
WORKDIR /artifacts
COPY fetch.sh /usr/local/bin/fetch
RUN fetch <<'JARS'
com.amazon.redshift:redshift-jdbc42:2.1.0.33 datasource-plugins a780fcd4ece767d956850fa6c386bbb6f02176f87714c05b4c5ca6a98b7c1a78
com.clickhouse:clickhouse-jdbc:0.6.5:jar:all datasource-plugins de34f73b2774a5fa8dcc011ef5646fb7785079f9c7ce9f9064f27fe2710122c1
com.ibm.db2:jcc:11.5.9.0 datasource-plugins 3d7ddbfe04b63cc349fe6cc7f5aaf92cf21a1a11dd57225298aa716f9f4ecda4
com.microsoft.sqlserver:mssql-jdbc:13.4.0.jre8 datasource-plugins 81b6b9860c713b53c237bd31f6d650251517818a83d93e5e99fdff250a25f8d3
com.mysql:mysql-connector-j:9.7.0 datasource-plugins 0353648eaa1c91e0f4020c959abf756bc866ffd583df22ae6b6f6e0cbd43eb44
com.oracle.database.jdbc:ojdbc8:23.9.0.25.07 datasource-plugins ecbdf6db0c3026b4101c3585d83fce4eefd51d4bd689384701fc576fc4439f1e
io.trino:trino-jdbc:450 datasource-plugins 2397c2f5e590bc4d0f3ea17ab5a3786407ae3cc90d2519da48c7eb4311300d61
net.snowflake:snowflake-jdbc:3.26.1 datasource-plugins 2f1d590a9a36b1fe4a36bf2097db76a92f7031c45b93ed8a0debbc42220a32c0
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
