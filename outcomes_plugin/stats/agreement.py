"""Agreement of those who rate the same things: Krippendorff's α, κ, intraclass correlations."""

from ._intraclass import intraclass_correlation
from ._kappa import cohens_kappa, fleiss_kappa
from ._krippendorff import krippendorff_alpha

__all__ = ["cohens_kappa", "fleiss_kappa", "intraclass_correlation", "krippendorff_alpha"]
