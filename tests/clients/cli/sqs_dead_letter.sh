# A function works a queue off; the message that it cannot do ends in the dead-letter queue.
# https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
source "$(dirname "$0")/common.sh"

aws s3 mb s3://done
dead=$(sqs create-queue --queue-name dead --query QueueUrl --output text)
dead_arn=$(sqs get-queue-attributes --queue-url "$dead" --attribute-names QueueArn --query Attributes.QueueArn --output text)
jobs=$(sqs create-queue --queue-name jobs --query QueueUrl --output text --attributes \
  "{\"VisibilityTimeout\": \"1\", \"RedrivePolicy\": \"{\\\"deadLetterTargetArn\\\": \\\"$dead_arn\\\", \\\"maxReceiveCount\\\": \\\"2\\\"}\"}")
jobs_arn=$(sqs get-queue-attributes --queue-url "$jobs" --attribute-names QueueArn --query Attributes.QueueArn --output text)

deploy worker worker AmazonS3FullAccess --timeout 1 --environment 'Variables={BUCKET=done}' > "$WORK/arn"
aws iam attach-role-policy --role-name worker --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole
aws lambda create-event-source-mapping --function-name worker --event-source-arn "$jobs_arn" --batch-size 5 \
  --function-response-types ReportBatchItemFailures > "$WORK/mapping"

sqs send-message-batch --queue-url "$jobs" --entries \
  '[{"Id":"1","MessageBody":"first"},{"Id":"2","MessageBody":"poison"},{"Id":"3","MessageBody":"third"}]' > "$WORK/sent"

eventually "the first message" aws s3api head-object --bucket done --key first
eventually "the third message" aws s3api head-object --bucket done --key third
poisoned() { sqs receive-message --queue-url "$dead" --visibility-timeout 0 --query 'Messages[].Body' --output text | grep poison; }
eventually "the dead letter" poisoned
expect "nothing else is dead" 1 "$(sqs get-queue-attributes --queue-url "$dead" \
  --attribute-names ApproximateNumberOfMessages --query Attributes.ApproximateNumberOfMessages --output text)"
