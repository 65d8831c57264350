# The list of kills and the timeline.
