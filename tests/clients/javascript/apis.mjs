// A REST API and an HTTP API in front of one function.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
import assert from "node:assert/strict";
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client, CreateApiCommand } from "@aws-sdk/client-apigatewayv2";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { EDGE, REGION, deploy, get, lambda } from "./_common.mjs";

const rest = new APIGatewayClient({});
const arn = await deploy("hello", "hello", "service-role/AWSLambdaBasicExecutionRole");
await lambda.send(
  new AddPermissionCommand({
    FunctionName: "hello",
    StatementId: "apis",
    Action: "lambda:InvokeFunction",
    Principal: "apigateway.amazonaws.com",
  }),
);

const { id: restApiId } = await rest.send(new CreateRestApiCommand({ name: "greetings" }));
const [root] = (await rest.send(new GetResourcesCommand({ restApiId }))).items;
const made = { restApiId, parentId: root.id, pathPart: "{name}" };
const { id: resourceId } = await rest.send(new CreateResourceCommand(made));
const method = { restApiId, resourceId, httpMethod: "GET" };
await rest.send(new PutMethodCommand({ ...method, authorizationType: "NONE" }));
const uri = `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${arn}/invocations`;
await rest.send(new PutIntegrationCommand({ ...method, type: "AWS_PROXY", integrationHttpMethod: "POST", uri }));
await rest.send(new CreateDeploymentCommand({ restApiId, stageName: "prod" }));
const greeted = await get(`${EDGE}/execute-api/${restApiId}/prod/Ada`);
assert.deepEqual([greeted.status, JSON.parse(greeted.text).hello], [200, "Ada"]);

const quick = { Name: "quick", ProtocolType: "HTTP", Target: arn };
const { ApiId } = await new ApiGatewayV2Client({}).send(new CreateApiCommand(quick));
const said = await get(`${EDGE}/execute-api/${ApiId}/$default/any/path?name=Grace`);
assert.deepEqual([said.status, JSON.parse(said.text)], [200, { hello: "Grace", path: "/any/path" }]);
