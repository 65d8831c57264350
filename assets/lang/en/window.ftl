# The window's labels and sentences.
