/** Suffix of the bucket that is made for access logs. */
export const logSuffix = "-logs";

const reservedStart = /^(xn--|sthree-|amzn-s3-demo-)/;
const reservedEnd = /(-s3alias|--ol-s3|--x-s3|--table-s3|-an)$/;

/**
 * Why S3 would refuse a name, or undefined. Without dots, which S3 allows and which break TLS host names
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
 */
export function s3NameProblem(bucket: string, accessLogs: "own" | "given"): string | undefined {
  const longest = accessLogs === "own" ? 63 - logSuffix.length : 63;
  if (bucket.length < 3 || bucket.length > longest) {
    const room = accessLogs === "own" ? `, because the bucket of its logs is called <bucket>${logSuffix}` : "";
    return `has ${bucket.length} characters, and may have 3 to ${longest}${room}`;
  }
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])$/.test(bucket)) {
    return 'may hold lower-case letters, digits and "-" alone, a letter or digit first and last';
  }
  if (reservedStart.test(bucket) || reservedEnd.test(bucket)) return "begins or ends with what S3 keeps for itself";
  return undefined;
}
