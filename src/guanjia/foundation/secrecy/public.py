"""The door of secrecy: what is marked as a state secret never enters (FIELD 1; 保密法 29, 31)."""

from guanjia.foundation.secrecy.refusal import SecretRefused, refuse_marked, refuse_marked_file
from guanjia.foundation.secrecy.rules.marks import secret_mark

__all__ = ["SecretRefused", "refuse_marked", "refuse_marked_file", "secret_mark"]
