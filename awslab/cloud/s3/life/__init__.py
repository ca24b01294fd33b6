"""What follows calls of S3: defaults of new buckets, what moto forgets of objects, notifications."""
