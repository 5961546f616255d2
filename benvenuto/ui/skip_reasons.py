"""Why selected calls were skipped, in words: asked when it is done, read in coverage and in the audit log."""

from benvenuto.domain.faults import message
from benvenuto.domain.sampling import SkipReason

SKIP_REASONS = {
    SkipReason.INAUDIBLE: message("Inaudible or incomplete"),
    SkipReason.NO_CUSTOMER: message("Not a customer"),
    SkipReason.CONFLICT: message("Conflict of interest"),
    SkipReason.PERSONAL: message("Personal call"),
    SkipReason.OTHER: message("Another reason"),
}
