"""What Amazon EventBridge refuses and moto accepts."""
