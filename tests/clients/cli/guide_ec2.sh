# The calls of the AWS CLI user guide's pages on EC2: key pairs, security groups, instances.
# https://docs.aws.amazon.com/cli/latest/userguide/cli-services-ec2.html
source "$(dirname "$0")/common.sh"

aws ec2 create-key-pair --key-name MyKeyPair --query 'KeyMaterial' --output text > "$WORK/MyKeyPair.pem"
expect "the private key" 'PRIVATE KEY' "$(head -1 "$WORK/MyKeyPair.pem")"
aws ec2 describe-key-pairs --key-name MyKeyPair > "$WORK/keys"

vpc=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)
subnet=$(aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.0.1.0/24 --query Subnet.SubnetId --output text)
group=$(aws ec2 create-security-group --group-name my-sg --description "My security group" --vpc-id "$vpc" --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 3389 --cidr 203.0.113.7/32 > "$WORK/rule"
aws ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 22 --cidr 203.0.113.7/32 > "$WORK/rule"
expect "the rules" 3389 "$(aws ec2 describe-security-groups --group-ids "$group" --query 'SecurityGroups[0].IpPermissions[].ToPort' --output text)"

image=$(aws ec2 describe-images --owners amazon --filters 'Name=name,Values=al2023-ami-2023*' 'Name=architecture,Values=x86_64' \
  --query 'Images[0].ImageId' --output text)
snapshot=$(aws ec2 create-snapshot --volume-id "$(aws ec2 create-volume --size 8 --availability-zone "${AWS_REGION}a" --query VolumeId --output text)" \
  --query SnapshotId --output text)
launch() {
  aws ec2 run-instances --image-id "$image" --count 1 --instance-type t2.micro --key-name MyKeyPair --security-group-ids "$group" \
    --subnet-id "$subnet" --query 'Instances[0].InstanceId' --output text "$@"
}
plain=$(launch)
sized=$(launch --block-device-mappings '[{"DeviceName":"/dev/sdf","Ebs":{"VolumeSize":20,"DeleteOnTermination":false}}]')
copied=$(launch --block-device-mappings "[{\"DeviceName\":\"/dev/sdf\",\"Ebs\":{\"SnapshotId\":\"$snapshot\"}}]")
local=$(launch --block-device-mappings '[{"DeviceName":"/dev/sdf","VirtualName":"ephemeral0"},{"DeviceName":"/dev/sdg","VirtualName":"ephemeral1"}]')
none=$(launch --block-device-mappings '[{"DeviceName":"/dev/sdj","NoDevice":""}]')
aws ec2 create-tags --resources "$plain" --tags Key=Name,Value=MyInstance
expect "by type" "$sized" "$(aws ec2 describe-instances --filters Name=instance-type,Values=t2.micro --query 'Reservations[].Instances[].InstanceId' --output text)"
expect "by tag" "$plain" "$(aws ec2 describe-instances --filters Name=tag:Name,Values=MyInstance --query 'Reservations[].Instances[].InstanceId' --output text)"
expect "by image" "$copied" "$(aws ec2 describe-instances --filters "Name=image-id,Values=$image,ami-0123456789abcdef0" --output text)"
expect "ending" shutting-down "$(aws ec2 terminate-instances --instance-ids "$plain" "$sized" "$copied" "$local" "$none" --output text)"
aws ec2 wait instance-terminated --instance-ids "$plain" "$sized" "$copied" "$local" "$none"
aws ec2 delete-security-group --group-id "$group" > "$WORK/deleted"
aws ec2 delete-key-pair --key-name MyKeyPair > "$WORK/deleted"
