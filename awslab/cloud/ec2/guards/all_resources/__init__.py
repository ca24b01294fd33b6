"""What EC2 refuses of any kind of resource: ids and tags. These guards come first among those of their phase."""
