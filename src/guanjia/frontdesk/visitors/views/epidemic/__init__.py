"""The epidemic desk: today, disinfection, stocks, isolated homes, the policy."""
