# What the scripts share: they run with the environment of `awslab sandbox --json`, $EDGE and $FUNCTIONS.
set -euo pipefail

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
ACCOUNT=123456789012

# expect WHAT WANTED GOT
expect() {
  if [[ "$3" != *"$2"* ]]; then
    echo "$1: wanted '$2', got '$3'" >&2
    exit 1
  fi
}

# eventually WHAT COMMAND...: until it succeeds, half a minute at the most
eventually() {
  local what=$1 end=$((SECONDS + 30))
  shift
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS > end)); then
      echo "$what: not within 30 seconds: $*" >&2
      "$@" >&2 || true
      exit 1
    fi
    sleep 0.3
  done
}

# status URL [CURL'S ARGUMENTS...]
status() { curl --silent --output /dev/null --write-out '%{http_code}' "$@"; }

# The AWS CLI's version 1 sends SQS calls to a host name of its own, whatever AWS_ENDPOINT_URL says.
sqs() { aws sqs "$@" --endpoint-url "$AWS_ENDPOINT_URL"; }

# trust SERVICE NAME: the ARN of a new role that the service may assume
trust() {
  aws iam create-role --role-name "$2" --query Role.Arn --output text --assume-role-policy-document \
    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"$1\"},\"Action\":\"sts:AssumeRole\"}]}"
}

# deploy NAME FILE POLICY [ARGUMENTS...]: the ARN of a new function whose role has that managed policy
deploy() {
  local name=$1 file=$2 policy=$3 role
  shift 3
  role=$(trust lambda.amazonaws.com "$name")
  aws iam attach-role-policy --role-name "$name" --policy-arn "arn:aws:iam::aws:policy/$policy"
  (cd "$FUNCTIONS" && python3 -m zipfile -c "$WORK/$name.zip" "$file.py")
  aws lambda create-function --function-name "$name" --runtime python3.13 --handler "$file.handler" --role "$role" \
    --zip-file "fileb://$WORK/$name.zip" --query FunctionArn --output text "$@"
  aws lambda wait function-active-v2 --function-name "$name"
}
