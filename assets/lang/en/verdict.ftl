# Whose limit was hit, why, and what to do.
