"""The one screen of the counter: who calls, the call log, messages passed on, the first row of quick acts."""
