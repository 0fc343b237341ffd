"""Pure planning, deadlines, alarms and judgement of duties. No Django, no clock, no request."""
