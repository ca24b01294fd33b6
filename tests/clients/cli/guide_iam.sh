# The calls of the AWS CLI user guide's pages on IAM, and what the new user may then do.
# https://docs.aws.amazon.com/cli/latest/userguide/cli-services-iam.html
source "$(dirname "$0")/common.sh"

aws iam create-group --group-name MyIamGroup > "$WORK/group"
aws iam create-user --user-name MyUser > "$WORK/user"
aws iam add-user-to-group --user-name MyUser --group-name MyIamGroup
expect "the group's user" MyUser "$(aws iam get-group --group-name MyIamGroup --query 'Users[].UserName' --output text)"
power=$(aws iam list-policies --query 'Policies[?PolicyName==`PowerUserAccess`].{ARN:Arn}' --output text)
expect "the managed policy" "arn:aws:iam::aws:policy/PowerUserAccess" "$power"
aws iam attach-user-policy --user-name MyUser --policy-arn "$power"
expect "what is attached" PowerUserAccess "$(aws iam list-attached-user-policies --user-name MyUser --output text)"
aws iam create-login-profile --user-name MyUser --password 'My!User1Login8P@ssword' --password-reset-required > "$WORK/login"
aws iam update-login-profile --user-name MyUser --password 'My!User1ADifferentP@ssword'
aws iam create-access-key --user-name MyUser --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text > "$WORK/key"
read -r id secret < "$WORK/key"
as_user() { AWS_ACCESS_KEY_ID=$id AWS_SECRET_ACCESS_KEY=$secret aws "$@"; }
expect "who that is" user/MyUser "$(as_user sts get-caller-identity --query Arn --output text)"
as_user s3 mb s3://users-bucket
expect "power users may not change IAM" AccessDenied "$(as_user iam create-user --user-name Another 2>&1 || true)"
aws iam delete-access-key --user-name MyUser --access-key-id "$id"
expect "the key is gone" InvalidClientTokenId "$(as_user sts get-caller-identity 2>&1 || true)"
