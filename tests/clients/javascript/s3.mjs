// A website, and thumbnails of what is uploaded.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html
// https://docs.aws.amazon.com/lambda/latest/dg/with-s3-tutorial.html
import assert from "node:assert/strict";
import { deflateSync, crc32 } from "node:zlib";
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { ACCOUNT, EDGE, deploy, eventually, get, lambda } from "./_common.mjs";

const s3 = new S3Client({ forcePathStyle: true });

await s3.send(new CreateBucketCommand({ Bucket: "example-site" }));
await s3.send(new PutObjectCommand({ Bucket: "example-site", Key: "index.html", Body: "<h1>Home</h1>", ContentType: "text/html" }));
const documents = { IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "error.html" } };
await s3.send(new PutBucketWebsiteCommand({ Bucket: "example-site", WebsiteConfiguration: documents }));
await s3.send(new DeletePublicAccessBlockCommand({ Bucket: "example-site" }));
const everyone = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::example-site/*" };
const policy = JSON.stringify({ Version: "2012-10-17", Statement: [everyone] });
await s3.send(new PutBucketPolicyCommand({ Bucket: "example-site", Policy: policy }));
const home = await get(`${EDGE}/website/example-site/`);
assert.deepEqual([home.status, home.text, home.headers.get("content-type")], [200, "<h1>Home</h1>", "text/html"]);

await s3.send(new CreateBucketCommand({ Bucket: "album" }));
const thumbnails = await deploy("thumbnail", "thumbnail", "AmazonS3FullAccess");
await lambda.send(
  new AddPermissionCommand({
    FunctionName: "thumbnail",
    StatementId: "s3",
    Action: "lambda:InvokeFunction",
    Principal: "s3.amazonaws.com",
    SourceArn: "arn:aws:s3:::album",
    SourceAccount: ACCOUNT,
  }),
);
const photos = { Key: { FilterRules: [{ Name: "prefix", Value: "photos/" }] } };
await s3.send(
  new PutBucketNotificationConfigurationCommand({
    Bucket: "album",
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [{ LambdaFunctionArn: thumbnails, Events: ["s3:ObjectCreated:*"], Filter: photos }],
    },
  }),
);
await s3.send(new PutObjectCommand({ Bucket: "album", Key: "photos/a cat.png", Body: png(40, 24) }));
const made = await eventually("the thumbnail", () =>
  s3.send(new GetObjectCommand({ Bucket: "album", Key: "thumbnails/a cat.png" })),
);
const bytes = Buffer.from(await made.Body.transformToByteArray());
assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [20, 12]);

/** A PNG of that size. */
function png(width, height) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const lines = Buffer.alloc(height * (3 * width + 1));
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(lines)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(kind, body) {
  const [length, sum, named] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(kind), body])];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
