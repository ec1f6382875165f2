"""What announces an event: texts to send, sheets to print, a picture to share."""
