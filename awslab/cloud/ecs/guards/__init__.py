"""What Amazon ECS refuses and moto accepts."""
