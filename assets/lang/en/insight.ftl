# What the numbers tell beyond the verdict.
