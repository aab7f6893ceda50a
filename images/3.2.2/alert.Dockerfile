# syntax=docker/dockerfile:1
# Generated from images/contents.ts by `npm run docs`. Do not edit.

ARG BASE=apache/dolphinscheduler-alert-server:3.2.2

FROM $BASE
USER root
RUN mkdir -p /opt/dolphinscheduler/logs && chown 10001:10001 /opt/dolphinscheduler/logs
USER 10001
