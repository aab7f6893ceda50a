#!/bin/sh
# Copies jars into folders and stops at the first that is not what its checksum says.
# Standard input: <Maven coordinates> <folder> <sha256, or - for none>, one jar a line.
# UNPINNED=allow takes jars without a checksum; by default they stop the build.
set -eu

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

while read -r coordinates folder sha256; do
  rm -rf "$scratch/jar"
  mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    "-Dartifact=$coordinates" "-DoutputDirectory=$scratch/jar" < /dev/null
  jar=$(ls "$scratch/jar")
  actual=$(sha256sum "$scratch/jar/$jar" | cut -d ' ' -f 1)
  if [ "$sha256" = - ]; then
    if [ "${UNPINNED:-refuse}" != allow ]; then
      echo "$coordinates has no checksum in images/checksums.json, and is $actual now. Run npm run images -- --checksums." >&2
      exit 1
    fi
  elif [ "$actual" != "$sha256" ]; then
    echo "$coordinates is $actual and images/checksums.json wants $sha256. Find out why before you trust it." >&2
    exit 1
  fi
  mkdir -p "$folder"
  mv "$scratch/jar/$jar" "$folder/"
done
chmod -R a+rX .
