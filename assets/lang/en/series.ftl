# Kills of one container, pod, service or process.
