# A load balancer sends paths to instances and to a function.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/tutorial-load-balancer-routing.html
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/network.sh"

cat > "$WORK/user-data" <<'SHELL'
#!/bin/bash
dnf install -y httpd
systemctl enable --now httpd
echo '<h1>Web server</h1>' > /var/www/html/index.html
SHELL
image=$(aws ssm get-parameter --name /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \
  --query Parameter.Value --output text)
instance=$(aws ec2 run-instances --image-id "$image" --instance-type t3.micro --subnet-id "$SUBNET_A" \
  --security-group-ids "$OPEN" --user-data "file://$WORK/user-data" --query 'Instances[0].InstanceId' --output text)
aws ec2 wait instance-running --instance-ids "$instance"

balancer=$(aws elbv2 create-load-balancer --name shop --subnets "$SUBNET_A" "$SUBNET_B" --security-groups "$OPEN" \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
web=$(aws elbv2 create-target-group --name web --protocol HTTP --port 80 --vpc-id "$VPC" \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
aws elbv2 register-targets --target-group-arn "$web" --targets "Id=$instance"
listener=$(aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol HTTP --port 80 \
  --default-actions "Type=forward,TargetGroupArn=$web" --query 'Listeners[0].ListenerArn' --output text)

arn=$(deploy hello hello service-role/AWSLambdaBasicExecutionRole)
api=$(aws elbv2 create-target-group --name api --target-type lambda --query 'TargetGroups[0].TargetGroupArn' --output text)
aws lambda add-permission --function-name hello --statement-id elb --action lambda:InvokeFunction \
  --principal elasticloadbalancing.amazonaws.com --source-arn "$api" > "$WORK/permission"
aws elbv2 register-targets --target-group-arn "$api" --targets "Id=$arn"
aws elbv2 create-rule --listener-arn "$listener" --priority 10 --conditions Field=path-pattern,Values='/api/*' \
  --actions "Type=forward,TargetGroupArn=$api" > "$WORK/rule"

aws elbv2 wait target-in-service --target-group-arn "$web"
expect "the instance" '<h1>Web server</h1>' "$(curl --silent "$EDGE/elb/shop/80/")"
expect "the function" '"hello": "Ada"' "$(curl --silent "$EDGE/elb/shop/80/api/greet?name=Ada")"

aws ec2 stop-instances --instance-ids "$instance" > "$WORK/stopped"
aws ec2 wait instance-stopped --instance-ids "$instance"
unused() { aws elbv2 describe-target-health --target-group-arn "$web" --query 'TargetHealthDescriptions[0].TargetHealth.State' --output text | grep unused; }
eventually "a stopped instance is not used" unused
expect "nobody is left" 503 "$(status "$EDGE/elb/shop/80/")"
