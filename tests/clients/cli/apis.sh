# A REST API and an HTTP API in front of one function.
# https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-api-as-simple-proxy-for-lambda.html
# https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
source "$(dirname "$0")/common.sh"

arn=$(deploy hello hello service-role/AWSLambdaBasicExecutionRole)
aws lambda add-permission --function-name hello --statement-id apis --action lambda:InvokeFunction \
  --principal apigateway.amazonaws.com > "$WORK/permission"

api=$(aws apigateway create-rest-api --name greetings --query id --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query 'items[0].id' --output text)
resource=$(aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part '{name}' --query id --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$resource" --http-method GET --authorization-type NONE > "$WORK/method"
aws apigateway put-integration --rest-api-id "$api" --resource-id "$resource" --http-method GET --type AWS_PROXY \
  --integration-http-method POST \
  --uri "arn:aws:apigateway:$AWS_REGION:lambda:path/2015-03-31/functions/$arn/invocations" > "$WORK/integration"
expect "nothing is visible before a deployment" 403 "$(status "$EDGE/execute-api/$api/prod/Ada")"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod > "$WORK/deployment"
expect "the REST API" '"hello": "Ada"' "$(curl --silent "$EDGE/execute-api/$api/prod/Ada")"
expect "another method" 'Missing Authentication Token' "$(curl --silent -X DELETE "$EDGE/execute-api/$api/prod/Ada")"
expect "its host name" '"hello": "Grace"' \
  "$(curl --silent -H "Host: $api.execute-api.$AWS_REGION.amazonaws.com" "$AWS_ENDPOINT_URL/prod/Grace")"

quick=$(aws apigatewayv2 create-api --name quick --protocol-type HTTP --target "$arn" --query ApiId --output text)
expect "the HTTP API" '"hello": "Lin"' "$(curl --silent "$EDGE/execute-api/$quick/\$default/any/path?name=Lin")"

routed=$(aws apigatewayv2 create-api --name routed --protocol-type HTTP --query ApiId --output text)
integration=$(aws apigatewayv2 create-integration --api-id "$routed" --integration-type AWS_PROXY \
  --integration-uri "$arn" --payload-format-version 2.0 --query IntegrationId --output text)
aws apigatewayv2 create-route --api-id "$routed" --route-key 'GET /hello/{name}' --target "integrations/$integration" > "$WORK/route"
aws apigatewayv2 create-stage --api-id "$routed" --stage-name '$default' --auto-deploy > "$WORK/stage"
expect "a route" '"hello": "Alan"' "$(curl --silent "$EDGE/execute-api/$routed/\$default/hello/Alan")"
expect "no route" 'Not Found' "$(curl --silent "$EDGE/execute-api/$routed/\$default/elsewhere")"
