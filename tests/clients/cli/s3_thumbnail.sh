# An upload starts a function, which writes a thumbnail. https://docs.aws.amazon.com/lambda/latest/dg/with-s3-tutorial.html
source "$(dirname "$0")/common.sh"

aws s3 mb s3://album
deploy thumbnail thumbnail AmazonS3FullAccess > "$WORK/arn"
aws lambda add-permission --function-name thumbnail --statement-id s3 --action lambda:InvokeFunction \
  --principal s3.amazonaws.com --source-arn arn:aws:s3:::album --source-account "$ACCOUNT" > "$WORK/permission"
aws s3api put-bucket-notification-configuration --bucket album --notification-configuration "{
  \"LambdaFunctionConfigurations\": [{\"LambdaFunctionArn\": \"$(cat "$WORK/arn")\", \"Events\": [\"s3:ObjectCreated:*\"],
  \"Filter\": {\"Key\": {\"FilterRules\": [{\"Name\": \"prefix\", \"Value\": \"photos/\"}, {\"Name\": \"suffix\", \"Value\": \".png\"}]}}}]}"

python3 - "$WORK/photo.png" <<'PYTHON'
import struct, sys, zlib
def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
lines = b"".join(b"\0" + bytes([8 * y, 0, 0]) * 20 for y in range(12))
header = struct.pack(">IIBBBBB", 20, 12, 8, 2, 0, 0, 0)
open(sys.argv[1], "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))
PYTHON
aws s3 cp "$WORK/photo.png" "s3://album/photos/my cat.png"
eventually "the thumbnail" aws s3 cp "s3://album/thumbnails/my cat.png" "$WORK/thumbnail.png"
expect "its size" "10 6" "$(python3 -c 'import struct,sys; print(*struct.unpack(">II", open(sys.argv[1],"rb").read()[16:24]))' "$WORK/thumbnail.png")"
expect "the function's log" REPORT "$(aws logs filter-log-events --log-group-name /aws/lambda/thumbnail --filter-pattern REPORT)"
