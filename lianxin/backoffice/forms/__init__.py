"""What the office fills in. A form checks the shape; whether it may be is for the verb to say."""
