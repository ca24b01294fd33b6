"""What services share and none of them owns."""
