# A website in a bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/HostingWebsiteOnS3Setup.html
source "$(dirname "$0")/common.sh"

aws s3 mb s3://example-site
echo '<h1>Home</h1>' > "$WORK/index.html"
echo '<h1>Not here</h1>' > "$WORK/error.html"
aws s3 cp "$WORK" s3://example-site --recursive
aws s3 website s3://example-site --index-document index.html --error-document error.html

expect "a bucket is private at first" 403 "$(status "$EDGE/website/example-site/")"
aws s3api delete-public-access-block --bucket example-site
aws s3api put-bucket-policy --bucket example-site --policy '{"Version":"2012-10-17","Statement":[
  {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::example-site/*"}]}'

expect "the index document" '<h1>Home</h1>' "$(curl --silent "$EDGE/website/example-site/")"
expect "the error document" '<h1>Not here</h1>' "$(curl --silent "$EDGE/website/example-site/missing")"
# whoever may not list the bucket is not told that the key is missing
expect "its status" 403 "$(status "$EDGE/website/example-site/missing")"
expect "the website's host name" Home \
  "$(curl --silent -H "Host: example-site.s3-website-$AWS_REGION.amazonaws.com" "$AWS_ENDPOINT_URL/")"
