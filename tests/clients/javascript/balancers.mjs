// A load balancer with a path for a function, and another in front of a service of two Fargate tasks.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
import assert from "node:assert/strict";
import {
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeRouteTablesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  waitUntilServicesStable,
} from "@aws-sdk/client-ecs";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { EDGE, REGION, deploy, eventually, get, lambda } from "./_common.mjs";

const [ec2, elb, ecs] = [new EC2Client({}), new ElasticLoadBalancingV2Client({}), new ECSClient({})];

const { VpcId } = (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }))).Vpc;
const subnets = [];
for (const [index, zone] of ["a", "b"].entries()) {
  const wanted = { VpcId, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone: `${REGION}${zone}` };
  subnets.push((await ec2.send(new CreateSubnetCommand(wanted))).Subnet.SubnetId);
}
const { InternetGatewayId } = (await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway;
await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
const inVpc = { Filters: [{ Name: "vpc-id", Values: [VpcId] }] };
const { RouteTableId } = (await ec2.send(new DescribeRouteTablesCommand(inVpc))).RouteTables[0];
const out = { RouteTableId, DestinationCidrBlock: "0.0.0.0/0", GatewayId: InternetGatewayId };
await ec2.send(new CreateRouteCommand(out));
const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ GroupName: "open", Description: "HTTP", VpcId }));
const http = { IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [http] }));

const balancer = { Name: "front", Subnets: subnets, SecurityGroups: [GroupId] };
const { LoadBalancerArn } = (await elb.send(new CreateLoadBalancerCommand(balancer))).LoadBalancers[0];
const targets = async (settings) =>
  (await elb.send(new CreateTargetGroupCommand(settings))).TargetGroups[0].TargetGroupArn;
const tasks = await targets({ Name: "tasks", Protocol: "HTTP", Port: 80, VpcId, TargetType: "ip" });
const forward = (arn) => [{ Type: "forward", TargetGroupArn: arn }];
const listener = { LoadBalancerArn, Protocol: "HTTP", Port: 80, DefaultActions: forward(tasks) };
const { ListenerArn } = (await elb.send(new CreateListenerCommand(listener))).Listeners[0];

const arn = await deploy("hello", "hello", "service-role/AWSLambdaBasicExecutionRole");
const api = await targets({ Name: "api", TargetType: "lambda" });
const permission = { FunctionName: "hello", StatementId: "elb", Action: "lambda:InvokeFunction", SourceArn: api };
await lambda.send(new AddPermissionCommand({ ...permission, Principal: "elasticloadbalancing.amazonaws.com" }));
await elb.send(new RegisterTargetsCommand({ TargetGroupArn: api, Targets: [{ Id: arn }] }));
const path = [{ Field: "path-pattern", Values: ["/api/*"] }];
await elb.send(new CreateRuleCommand({ ListenerArn, Priority: 10, Conditions: path, Actions: forward(api) }));
const greeted = await get(`${EDGE}/elb/front/80/api/greet?name=Ada`);
assert.deepEqual([greeted.status, JSON.parse(greeted.text).hello], [200, "Ada"]);

await ecs.send(new CreateClusterCommand({ clusterName: "shop" }));
await ecs.send(
  new RegisterTaskDefinitionCommand({
    family: "web",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "web", image: "nginx", portMappings: [{ containerPort: 80 }] }],
  }),
);
await ecs.send(
  new CreateServiceCommand({
    cluster: "shop",
    serviceName: "web",
    taskDefinition: "web",
    desiredCount: 2,
    launchType: "FARGATE",
    networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: [GroupId], assignPublicIp: "ENABLED" } },
    loadBalancers: [{ targetGroupArn: tasks, containerName: "web", containerPort: 80 }],
  }),
);
await waitUntilServicesStable({ client: ecs, maxWaitTime: 60, minDelay: 1 }, { cluster: "shop", services: ["web"] });
const [service] = (await ecs.send(new DescribeServicesCommand({ cluster: "shop", services: ["web"] }))).services;
assert.equal(service.runningCount, 2);
await eventually("a task answers", async () => (await get(`${EDGE}/elb/front/80/`)).status === 200);
