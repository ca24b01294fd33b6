// What the programs share: clients of the sandbox in the environment (path-style addresses for S3), roles, functions, waiting.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient, waitUntilFunctionActiveV2 } from "@aws-sdk/client-lambda";

export const EDGE = process.env.EDGE;
export const REGION = process.env.AWS_REGION;
export const ACCOUNT = "123456789012";
export const lambda = new LambdaClient({});
const iam = new IAMClient({});

/** The ARN of a new function from FUNCTIONS, with a role of its own that has the managed policy. */
export async function deploy(name, file, policy, settings = {}) {
  const statement = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const trust = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: `arn:aws:iam::aws:policy/${policy}` }));
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: "python3.13",
      Handler: `${file}.handler`,
      Role: Role.Arn,
      Code: { ZipFile: zipped(file) },
      ...settings,
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30 }, { FunctionName: name });
  return FunctionArn;
}

function zipped(file) {
  const archive = join(mkdtempSync(join(tmpdir(), "awslab-")), "code.zip");
  execFileSync("python3", ["-m", "zipfile", "-c", archive, `${file}.py`], { cwd: process.env.FUNCTIONS });
  return readFileSync(archive);
}

/** What the question answers with at last; fails after half a minute of errors or nothing. */
export async function eventually(what, question) {
  const end = Date.now() + 30_000;
  for (;;) {
    try {
      const answer = await question();
      if (answer) return answer;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    assert.ok(Date.now() < end, `${what}: not within 30 seconds`);
    await sleep(200);
  }
}

/** Status and text of a GET. */
export async function get(url, settings = {}) {
  const response = await fetch(url, settings);
  return { status: response.status, text: await response.text(), headers: response.headers };
}
