# A service of two Fargate tasks behind a load balancer.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-application-load-balancer.html
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/network.sh"

balancer=$(aws elbv2 create-load-balancer --name front --subnets "$SUBNET_A" "$SUBNET_B" --security-groups "$OPEN" \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
tasks=$(aws elbv2 create-target-group --name tasks --protocol HTTP --port 80 --vpc-id "$VPC" --target-type ip \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol HTTP --port 80 \
  --default-actions "Type=forward,TargetGroupArn=$tasks" > "$WORK/listener"

aws ecs create-cluster --cluster-name shop > "$WORK/cluster"
aws ecs register-task-definition --family web --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 \
  --container-definitions '[{"name":"web","image":"public.ecr.aws/docker/library/httpd:2.4","portMappings":[{"containerPort":80}]}]' > "$WORK/definition"
aws ecs create-service --cluster shop --service-name web --task-definition web --desired-count 2 --launch-type FARGATE \
  --network-configuration "awsvpcConfiguration={subnets=[$SUBNET_A,$SUBNET_B],securityGroups=[$OPEN],assignPublicIp=ENABLED}" \
  --load-balancers "targetGroupArn=$tasks,containerName=web,containerPort=80" > "$WORK/service"

aws ecs wait services-stable --cluster shop --services web
expect "two tasks run" 2 "$(aws ecs describe-services --cluster shop --services web --query 'services[0].runningCount' --output text)"
aws elbv2 wait target-in-service --target-group-arn "$tasks"
expect "a task answers" 200 "$(status "$EDGE/elb/front/80/")"

task=$(aws ecs list-tasks --cluster shop --query 'taskArns[0]' --output text)
aws ecs stop-task --cluster shop --task "$task" --reason "to see it replaced" > "$WORK/stopped"
replaced() { [[ $(aws ecs list-tasks --cluster shop --query 'length(taskArns)') == 2 ]] && ! aws ecs list-tasks --cluster shop --output text | grep "$task"; }
eventually "the service starts another" replaced
expect "the events" 'has started 1 tasks' "$(aws ecs describe-services --cluster shop --services web --query 'services[0].events[].message' --output text)"
