# syntax=docker/dockerfile:1
# Generated from images/contents.ts by `npm run docs`. Do not edit.

ARG BASE=apache/dolphinscheduler-tools:3.4.2

FROM $BASE
USER root
USER 10001
