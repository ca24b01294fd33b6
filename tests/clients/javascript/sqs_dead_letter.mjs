// A function works a queue off; the message that it cannot do ends in the dead-letter queue.
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
import assert from "node:assert/strict";
import { CreateBucketCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { AttachRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import { deploy, eventually, lambda } from "./_common.mjs";

const sqs = new SQSClient({});
const s3 = new S3Client({ forcePathStyle: true });

async function queue(name, attributes) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  const asked = { QueueUrl, AttributeNames: ["QueueArn"] };
  return { url: QueueUrl, arn: (await sqs.send(new GetQueueAttributesCommand(asked))).Attributes.QueueArn };
}

await s3.send(new CreateBucketCommand({ Bucket: "done" }));
const dead = await queue("dead", {});
const redrive = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
const jobs = await queue("jobs", { VisibilityTimeout: "1", RedrivePolicy: redrive });
await deploy("worker", "worker", "AmazonS3FullAccess", { Timeout: 1, Environment: { Variables: { BUCKET: "done" } } });
const reading = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole";
await new IAMClient({}).send(new AttachRolePolicyCommand({ RoleName: "worker", PolicyArn: reading }));
await lambda.send(
  new CreateEventSourceMappingCommand({
    FunctionName: "worker",
    EventSourceArn: jobs.arn,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
  }),
);
const bodies = ["first", "poison", "third"];
const entries = bodies.map((body, index) => ({ Id: String(index), MessageBody: body }));
await sqs.send(new SendMessageBatchCommand({ QueueUrl: jobs.url, Entries: entries }));

for (const key of ["first", "third"]) {
  await eventually(key, () => s3.send(new HeadObjectCommand({ Bucket: "done", Key: key })));
}
const letters = await eventually("the dead letter", async () => {
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: dead.url, VisibilityTimeout: 0 }));
  return Messages;
});
assert.deepEqual(letters.map((letter) => letter.Body), ["poison"]);
