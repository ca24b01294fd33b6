# The calls of the AWS CLI user guide's pages on S3: the high-level commands, ACLs and logging.
# https://docs.aws.amazon.com/cli/latest/userguide/cli-services-s3-commands.html
# https://docs.aws.amazon.com/cli/latest/userguide/cli-services-s3-apicommands.html
source "$(dirname "$0")/common.sh"
mkdir "$WORK/files" && cd "$WORK/files"

aws s3 mb s3://bucket-name
aws s3 mb s3://my-bucket
expect "the buckets" my-bucket "$(aws s3 ls)"
echo "hello world" | aws s3 cp - s3://bucket-name/filename.txt
expect "a stream" "hello world" "$(aws s3 cp s3://bucket-name/filename.txt -)"
aws s3 cp s3://bucket-name/filename.txt - | bzip2 --best | aws s3 cp - s3://bucket-name/key.bz2
expect "compressed" "hello world" "$(aws s3 cp s3://bucket-name/key.bz2 - | bunzip2)"
aws s3 cp s3://bucket-name/filename.txt ./
aws s3 mv filename.txt s3://bucket-name/example/
expect "a prefix" filename.txt "$(aws s3 ls s3://bucket-name/example/)"
aws s3 cp s3://bucket-name/example s3://my-bucket/ --recursive
aws s3 mv s3://bucket-name/example s3://my-bucket/moved/ --recursive
aws s3 rm s3://my-bucket/filename.txt

mkdir MySubdirectory
for file in MyFile1.txt MyFile2.rtf MyFile88.txt MySubdirectory/MyFile3.txt; do echo "$file" > "$file"; done
aws s3 sync . s3://my-bucket/path
rm MyFile1.txt
expect "nothing without --delete" "" "$(aws s3 sync . s3://my-bucket/path)"
expect "a deletion" "delete: s3://my-bucket/path/MyFile1.txt" "$(aws s3 sync . s3://my-bucket/path --delete)"
aws s3 rm s3://my-bucket/path/MySubdirectory/MyFile3.txt
aws s3 sync s3://my-bucket/path . --delete
[[ ! -e MySubdirectory/MyFile3.txt ]]
echo more >> MyFile88.txt
aws s3 sync . s3://my-bucket/path --storage-class STANDARD_IA
expect "the class" STANDARD_IA "$(aws s3api head-object --bucket my-bucket --key path/MyFile88.txt --query StorageClass --output text)"
aws s3 cp . s3://my-bucket/chosen --recursive --exclude '*.txt'
expect "what is left out" "" "$(aws s3 ls s3://my-bucket/chosen/MyFile88.txt || true)"

# ACLs need a bucket that has them enabled, and one that may be public
for bucket in my-bucket bucket-name; do
  aws s3api put-bucket-ownership-controls --bucket $bucket --ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerPreferred}]'
done
aws s3api delete-public-access-block --bucket my-bucket
aws s3 sync . s3://my-bucket/public --acl public-read
expect "a public object" 200 "$(status "$AWS_ENDPOINT_URL/my-bucket/public/MyFile2.rtf")"
aws s3api put-bucket-acl --bucket my-bucket --grant-read 'uri="http://acs.amazonaws.com/groups/global/AllUsers"'
aws s3api put-bucket-acl --bucket bucket-name --grant-read-acp 'URI="http://acs.amazonaws.com/groups/s3/LogDelivery"' \
  --grant-write 'URI="http://acs.amazonaws.com/groups/s3/LogDelivery"'
aws s3api put-bucket-logging --bucket my-bucket --bucket-logging-status \
  '{"LoggingEnabled": {"TargetBucket": "bucket-name", "TargetPrefix": "MyBucketLogs/"}}'

expect "a bucket with objects stays" BucketNotEmpty "$(aws s3 rb s3://my-bucket 2>&1 || true)"
aws s3 rb s3://my-bucket --force > "$WORK/removed"
aws s3 rm s3://bucket-name --recursive > "$WORK/removed"
aws s3 rb s3://bucket-name
expect "no bucket is left" "" "$(aws s3 ls)"
