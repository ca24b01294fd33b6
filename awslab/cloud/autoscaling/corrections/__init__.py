"""What moto gets wrong of Amazon EC2 Auto Scaling, and the launching and terminating that it leaves to this sandbox."""
